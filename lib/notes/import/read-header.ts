import {
  bareHeading,
  fieldKind,
  firstAddress,
  isAgendaHeading,
  isHeaderSection,
  parseField,
  type Field,
} from './header-fields.ts';
import { parseAttendee, parseAttendeeLine, type Attendee } from './parse-attendees.ts';
import { parseDate } from './parse-date-time.ts';
import type { Piece } from './read-pieces.ts';

export type HeaderField = Field & { line: number };
export type Header = {
  /** Index of the first piece that is not header. */
  end: number;
  fields: HeaderField[];
  title: { text: string; line: number } | null;
  /** Lines above the agenda that are neither field nor title. */
  prose: { text: string; line: number }[];
};

/** The part of the file above the agenda and the notes. `isSpeech` tells a speaker's line from a field. */
export function readHeader(
  pieces: readonly Piece[],
  agendaStart: number | null,
  isSpeech: (text: string) => boolean,
): Header {
  const header: Header = { end: 0, fields: [], title: null, prose: [] };
  const hasSections =
    agendaStart !== null || pieces.some((piece) => piece.kind === 'heading' && !isHeaderHeading(piece.text));
  let section: 'none' | 'list' = 'none';
  let taken = 0;
  for (const [index, piece] of pieces.entries()) {
    if (index === agendaStart) {
      taken = index;
      break;
    }
    if (piece.kind === 'heading') {
      const field = parseField(piece.text);
      if (field !== null) header.fields.push({ ...field, line: piece.line.number });
      else if (
        header.title === null &&
        header.prose.length === 0 &&
        piece.depth <= 2 &&
        !isHeaderHeading(piece.text)
      ) {
        header.title = { text: piece.text, line: piece.line.number };
      } else if (isHeaderHeading(piece.text)) section = 'list';
      else break;
      taken = index + 1;
      continue;
    }
    if (piece.kind === 'para') {
      const field = parseField(piece.line.text);
      if (field !== null) {
        header.fields.push({ ...field, line: piece.line.number });
        if (field.kind === 'attendees' && field.value === '') section = 'list';
      } else if (isSpeech(piece.line.text) || isDateLine(piece.line.text)) break;
      else if (!hasSections && piece.line.marker !== null && section === 'none') break;
      else if (!hasSections && header.fields.length > 0 && section === 'none') break;
      else if (section === 'none') header.prose.push({ text: piece.line.text, line: piece.line.number });
    }
    taken = index + 1;
  }
  header.end = hasSections ? taken : Math.min(taken, lastHeaderPiece(pieces, taken));
  return header;
}

/** Whether a line holds a date and nothing else, as files with several calls head each of them. */
export function isDateLine(text: string): boolean {
  const bare = text.replace(/[*_#]/gu, '').trim();
  if (bare.length > 40 || parseDate(bare) === null) return false;
  const rest = bare
    .replace(/\d+(?:st|nd|rd|th)?/giu, '')
    .replace(
      /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*/giu,
      '',
    );
  return !/\p{L}/u.test(rest);
}

function isHeaderHeading(text: string): boolean {
  return isHeaderSection(text) || isAgendaHeading(text) || parseField(text) !== null;
}

/** Without any heading to end it, the header ends behind its last field or title. */
function lastHeaderPiece(pieces: readonly Piece[], taken: number): number {
  for (let index = taken - 1; index >= 0; index -= 1) {
    const piece = pieces[index];
    if (piece?.kind === 'heading' || piece?.kind === 'verbatim') return index + 1;
    if (piece?.kind === 'para' && parseField(piece.line.text) !== null) return index + 1;
  }
  return Math.min(taken, 1);
}

/** Everybody that the attendee lists of the file name, wherever they stand. */
export function readAttendees(pieces: readonly Piece[]): Attendee[] {
  const attendees: Attendee[] = [];
  let listing = false;
  for (const piece of pieces) {
    if (piece.kind === 'heading') {
      listing = /^(?:attend|present|participants|in attendance|meeting attendees)/u.test(
        bareHeading(piece.text),
      );
      continue;
    }
    if (piece.kind !== 'para') {
      listing = false;
      continue;
    }
    const field = parseField(piece.line.text);
    if (field?.kind === 'attendees' || field?.kind === 'scribe' || field?.kind === 'chair') {
      if (field.kind === 'attendees') listing ||= field.value === '';
      attendees.push(...parseAttendeeLine(field.value));
    } else if (listing && piece.line.marker !== null) {
      const attendee = parseAttendee(piece.line.text);
      if (attendee !== null) attendees.push(attendee);
    } else if (listing && field !== null) {
      listing = false;
    }
  }
  return attendees;
}

/** The address of the recording, and the line of a recording field that is empty. */
export function readRecording(
  fields: readonly HeaderField[],
  pieces: readonly Piece[],
): {
  recording: string | null;
  emptyLine: number | null;
} {
  for (const field of fields) {
    const address = field.kind === 'recording' ? firstAddress(field.value) : null;
    if (address !== null) return { recording: address, emptyLine: null };
  }
  const listed = listedRecording(pieces);
  if (listed !== null) return { recording: listed, emptyLine: null };
  const empty = fields.find((field) => field.kind === 'recording');
  return { recording: null, emptyLine: empty?.line ?? null };
}

/** The first address under a heading such as `Recordings`. */
function listedRecording(pieces: readonly Piece[]): string | null {
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'heading' || fieldKind(bareHeading(piece.text)) !== 'recording') continue;
    const below = pieces[index + 1];
    const address = below?.kind === 'para' ? firstAddress(below.line.text) : null;
    if (address !== null) return address;
  }
  return null;
}
