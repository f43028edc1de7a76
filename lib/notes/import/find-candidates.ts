import { normalizeName } from '#lib/speakers/person-id.ts';
import type { Candidate } from './choose-speakers.ts';
import { fieldKind } from './header-fields.ts';
import { parseAttendee, type Attendee } from './parse-attendees.ts';
import type { Piece } from './read-pieces.ts';
import { speakerLabel, type SpeakerLabel } from './speaker-label.ts';
import { LETTERED } from './split-speech.ts';

/** A first name and the letter of the last, with no colon behind: `Ada L. We think …`. */
const SHORT_NAME = /^(\p{Lu}\p{L}{1,20} \p{Lu}\.)\s+\p{Lu}/u;
/** A name with what was said behind it and nothing between: `Ada I think …`. */
const NO_COLON = /^(\p{Lu}\p{L}{1,20})\s+(\p{Lu}[\p{L}’']*)/u;
const ALONE = /^(\*\*)?([\p{L}][^*:]{0,40})(?:\*\*)?$/u;

/** Everything in a file that has the form of a speaker's label. */
export function findCandidates(pieces: readonly Piece[], attendees: readonly Attendee[]): Candidate[] {
  const aliases = new Set(attendees.flatMap((attendee) => attendee.aliases));
  const candidates: Candidate[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'para' && piece.kind !== 'heading') continue;
    const text = piece.kind === 'para' ? piece.line.text : piece.text;
    const bulleted = piece.kind === 'para' && piece.line.marker !== null;
    const found = labelsOf(text, aliases);
    if (found.length === 0 && piece.kind === 'para') {
      const name = nameAlone(text, bulleted, aliases);
      if (name !== null) found.push(name);
    }
    for (const label of found) candidates.push({ label, line: piece.line.number, bulleted });
  }
  return candidates;
}

/** The label of a line and, in a line such as `**Status:** Ada: …`, the one behind it. */
function labelsOf(text: string, aliases: ReadonlySet<string>): SpeakerLabel[] {
  const outer = speakerLabel(text.replace(LETTERED, ''));
  if (outer === null) return [];
  const inner = outer.style === 'bold' ? speakerLabel(outer.rest) : null;
  return [outer, inner]
    .filter((label) => label !== null)
    .filter(({ name }) => fieldKind(name) === null || aliases.has(normalizeName(name)));
}

/** A name with no colon behind it: known from the attendee list, or in bold on a line of its own. */
function nameAlone(text: string, bulleted: boolean, aliases: ReadonlySet<string>): SpeakerLabel | null {
  const short = SHORT_NAME.exec(text)?.[1];
  if (short !== undefined && aliases.has(normalizeName(short))) {
    return { name: short, rest: '', style: 'no_colon' };
  }
  const alone = ALONE.exec(text);
  const name = alone?.[2]?.trim() ?? '';
  const known = name !== '' && (alone?.[1] !== undefined || aliases.has(normalizeName(name)));
  if (known) return bulleted && parseAttendee(text) !== null ? null : { name, rest: '', style: 'alone' };
  const missing = bulleted ? null : NO_COLON.exec(text);
  const [first = '', next = ''] = [missing?.[1], missing?.[2]];
  if (!aliases.has(normalizeName(first)) || aliases.has(normalizeName(next))) return null;
  return { name: first, rest: '', style: 'no_colon' };
}
