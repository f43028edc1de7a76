import { isAgendaHeading } from './header-fields.ts';
import { computedTimebox, parsePurpose, parseTimebox } from './parse-timebox.ts';
import type { ParaPiece, Piece } from './read-pieces.ts';
import type { NotesFormat, ReadItem } from './read-types.ts';
import { readText, type TextRules } from './read-text.ts';

export type AgendaList = {
  /** Index of the first piece of the list, and of the first piece behind it. */
  start: number;
  end: number;
  items: { piece: ParaPiece; more: ParaPiece[] }[];
};

/**
 * The agenda as a list of its own above the notes: ordered, under a heading `Agenda`, or without heading in
 * forum text. Null when the headings of the notes are all the agenda there is.
 */
export function findAgendaList(pieces: readonly Piece[], format: NotesFormat): AgendaList | null {
  const announced = pieces.findIndex(
    (piece) => (piece.kind === 'heading' && isAgendaHeading(piece.text)) || isAgendaLine(piece),
  );
  if (announced >= 0) {
    const list = takeList(pieces, announced + 1);
    if (list !== null) return list;
  }
  if (format !== 'forum') return null;
  const first = pieces.findIndex((piece) => isOrdered(piece) && piece.depth === 0);
  return first >= 0 ? takeList(pieces, first) : null;
}

function isAgendaLine(piece: Piece): boolean {
  return piece.kind === 'para' && piece.line.marker === null && isAgendaHeading(piece.line.text);
}

function isOrdered(piece: Piece | undefined): piece is ParaPiece {
  return piece?.kind === 'para' && piece.line.marker !== null && piece.line.marker.kind !== 'bullet';
}

/** An ordered list from `start` on, at most two levels deep. */
function takeList(pieces: readonly Piece[], start: number): AgendaList | null {
  const items: AgendaList['items'] = [];
  let end = start;
  while (end < pieces.length) {
    const piece = pieces[end];
    const inside = (piece?.kind === 'para' ? piece.line.indent : 0) >= (items[0]?.piece.line.indent ?? 0);
    if (isOrdered(piece) && piece.depth <= 1 && inside) items.push({ piece, more: [] });
    else if (piece?.kind === 'para' && piece.joins && items.length > 0) items.at(-1)?.more.push(piece);
    else break;
    end += 1;
  }
  const deeper = pieces[end];
  if (deeper?.kind === 'para' && deeper.depth > 0 && deeper.line.marker !== null) return null;
  // One numbered line at the margin is a heading; set in, it is an agenda of one.
  const enough = items.length >= 2 || (items[0]?.piece.line.indent ?? 0) > 0;
  return items.length > 0 && enough ? { start, end, items } : null;
}

/** An agenda item from its line: title, level, timebox, kind. */
export function readItem(text: string, level: 1 | 2, sourceLines: number[], rules: TextRules): ReadItem {
  const box = parseTimebox(text);
  const { purpose, rest } = parsePurpose(box?.rest ?? text);
  return {
    kind: 'item',
    level,
    content: readText(rest, false, { ...rules, gapGlyphs: new Set() }).content,
    minutes: box?.minutes ?? null,
    timebox: box === null || box.timebox === computedTimebox(box.minutes) ? null : box.timebox,
    purpose,
    proposer: null,
    state: 'open',
    seeItem: null,
    writtenHeading: null,
    sourceLines,
  };
}

/** The items of an agenda list, in order. */
export function readAgendaItems(list: AgendaList, rules: TextRules): ReadItem[] {
  return list.items.map(({ piece, more }) => {
    const lines = [piece, ...more];
    const level = piece.depth === 0 && piece.line.marker?.kind !== 'letter' ? 1 : 2;
    return readItem(
      lines.map((part) => part.line.text).join(' '),
      level,
      lines.map((part) => part.line.number),
      rules,
    );
  });
}
