import { isPlaceholder } from '#lib/notes/is-placeholder.ts';
import { bareHeading } from './header-fields.ts';
import type { Piece } from './read-pieces.ts';
import type { NotesFormat } from './read-types.ts';

/**
 * Index of the first piece below the notes: page furniture in forum text, a closing list of attendees in
 * Markdown. The number of pieces when the notes run to the end.
 */
export function findOutro(
  pieces: readonly Piece[],
  bodyStart: number,
  format: NotesFormat,
  isHeading: (piece: Piece) => boolean,
): number {
  if (format === 'markdown') return closingAttendees(pieces, bodyStart);
  let end = pieces.length;
  while (end > bodyStart) {
    const piece = pieces[end - 1];
    if (piece?.kind !== 'para' || piece.line.marker !== null || piece.line.indent > 0 || piece.joins) break;
    if (isPlaceholder(piece.line.text) || isHeading(piece)) break;
    end -= 1;
  }
  const noteLines = pieces
    .slice(bodyStart, end)
    .some((piece) => piece.kind === 'para' && piece.line.marker !== null);
  return noteLines ? end : pieces.length;
}

function closingAttendees(pieces: readonly Piece[], bodyStart: number): number {
  let heading = pieces.length - 1;
  while (heading > bodyStart && pieces[heading]?.kind === 'para') heading -= 1;
  const piece = pieces[heading];
  if (piece?.kind !== 'heading' || heading <= bodyStart) return pieces.length;
  const closing = /^(?:attendees|attendance|attended by|present|participants|in attendance)$/u.test(
    bareHeading(piece.text),
  );
  return closing ? heading : pieces.length;
}
