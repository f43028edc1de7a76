import { normalizeName } from '#lib/speakers/person-id.ts';
import type { Attendee } from './parse-attendees.ts';
import type { NotesFormat, ReadBlock } from './read-types.ts';
import { looksLikeName, type SpeakerLabel } from './speaker-label.ts';
import { isGroupLabel, isStopLabel } from './stop-labels.ts';

export type Candidate = { label: SpeakerLabel; line: number; bulleted: boolean };

export type Speaker = {
  /** The spelling used most often. */
  name: string;
  lines: number[];
  spellings: Map<string, number>;
  /** Whether only the shape of the line speaks for this being a person. */
  once: boolean;
};

/** A Markdown file needs this many sure speakers before a label that occurs once is taken for another one. */
const SURE_SPEAKERS = 3;

/**
 * The labels of a file that are speakers, by normalised name: those of the attendee list, those that occur
 * twice, and in forum text or a file with sure speakers also those that occur once in the same style.
 */
export function chooseSpeakers(
  candidates: readonly Candidate[],
  attendees: readonly Attendee[],
  format: NotesFormat,
): Map<string, Speaker> {
  const known = new Set(attendees.flatMap((attendee) => attendee.aliases));
  const grouped = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = normalizeName(candidate.label.name);
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [candidate]);
    else group.push(candidate);
  }
  const speakers = new Map<string, Speaker>();
  const styles = new Set<string>();
  let sure = 0;
  for (const [key, group] of grouped) {
    if (!isSure(key, group, known)) continue;
    speakers.set(key, toSpeaker(group, false));
    for (const candidate of group) styles.add(styleOf(candidate));
    if (!isGroupLabel(key)) sure += 1;
  }
  const nicks = [...speakers.values()].some((speaker) => /^\p{Ll}/u.test(speaker.name));
  for (const [key, group] of grouped) {
    if (speakers.has(key)) continue;
    if (
      isOnce(group[0], format === 'forum' || sure >= SURE_SPEAKERS, styles, nicks) ||
      namedInside(key, attendees, group)
    ) {
      speakers.set(key, toSpeaker(group, true));
    }
  }
  return speakers;
}

/** The speakers of lines that are already read, for checks on their names. */
export function speakersOf(blocks: readonly ReadBlock[]): Map<string, Speaker> {
  const speakers = new Map<string, Speaker>();
  for (const block of blocks) {
    if (block.kind !== 'line' || block.speaker === null) continue;
    const key = normalizeName(block.speaker);
    const speaker: Speaker = speakers.get(key) ?? {
      name: block.speaker,
      lines: [],
      spellings: new Map(),
      once: false,
    };
    speaker.lines.push(block.sourceLines[0] ?? 1);
    speaker.spellings.set(block.speaker, (speaker.spellings.get(block.speaker) ?? 0) + 1);
    speakers.set(key, speaker);
  }
  return speakers;
}

function isSure(key: string, group: readonly Candidate[], known: ReadonlySet<string>): boolean {
  const style = group[0]?.label.style;
  if (known.has(key)) return true;
  if (style === 'paren' || isStopLabel(key)) return false;
  if (isGroupLabel(key)) return true;
  if (style === 'angle') return true;
  const parts = key.split(/\s*(?:\/|&|\band\b)\s*/u);
  if (parts.length > 1 && parts.every((part) => known.has(part))) return true;
  return group.length >= 2 && looksLikeName(group[0]?.label.name ?? '');
}

function isOnce(
  candidate: Candidate | undefined,
  likely: boolean,
  styles: ReadonlySet<string>,
  nicks: boolean,
): boolean {
  if (candidate === undefined || !likely || (styles.size > 0 && !styles.has(styleOf(candidate))))
    return false;
  const { name, style } = candidate.label;
  if (style === 'bracket' || style === 'paren' || isStopLabel(name) || !looksLikeName(name)) return false;
  if (name.split(/[\s/&]+/u).length > 2) return false;
  return nicks || /^[^\p{Ll}]/u.test(name);
}

/** A handle that holds an attendee's name, such as `kbello` for Bello. */
function namedInside(key: string, attendees: readonly Attendee[], group: readonly Candidate[]): boolean {
  if (key.includes(' ') || isStopLabel(key) || group[0]?.label.style !== 'colon') return false;
  return attendees.some((attendee) =>
    attendee.aliases.some((alias) => alias.length >= 5 && !alias.includes(' ') && key.endsWith(alias)),
  );
}

function toSpeaker(group: readonly Candidate[], once: boolean): Speaker {
  const spellings = new Map<string, number>();
  for (const { label } of group) spellings.set(label.name, (spellings.get(label.name) ?? 0) + 1);
  let name = group[0]?.label.name ?? '';
  for (const [spelling, count] of spellings) if (count > (spellings.get(name) ?? 0)) name = spelling;
  return { name, lines: group.map((candidate) => candidate.line), spellings, once };
}

function styleOf(candidate: Candidate): string {
  return `${candidate.label.style}${candidate.bulleted ? ' in a list' : ''}`;
}
