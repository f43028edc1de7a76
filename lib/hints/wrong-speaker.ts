import { lookAlikes } from '#lib/notes/import/look-alikes.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import type { SaidLine } from '#lib/suggestion/said-line.ts';
import { spokenText } from './spoken-text.ts';

/** A line that probably has the wrong speaker: it speaks of its speaker by name. */
export type WrongSpeakerHint = {
  lineId: string;
  /** The speaker the line has. */
  personId: string;
  /** The name in the text, and where it stands. */
  name: string;
  from: number;
  to: number;
  /** Who may be meant instead: the one person whose name looks like the speaker's; null when there is no one such. */
  insteadId: string | null;
};

/**
 * The lines whose speaker names themselves in the third person, in order. Introductions (`Milo here`, `I’m Milo`),
 * signatures, quoted words, and tasks written as `Milo to …` are no such lines.
 */
export function wrongSpeakerHints(
  lines: readonly SaidLine[],
  people: readonly SpeakerPerson[],
): WrongSpeakerHint[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  return lines.flatMap((line) => {
    const speaker = line.speaker === null ? undefined : byId.get(line.speaker);
    if (speaker === undefined) return [];
    const found = findOwnName(line.text, speaker, people);
    if (found === null) return [];
    return [{ lineId: line.id, personId: speaker.id, ...found, insteadId: insteadOf(speaker, people) }];
  });
}

type OwnName = { name: string; from: number; to: number };

function findOwnName(text: string, speaker: SpeakerPerson, people: readonly SpeakerPerson[]): OwnName | null {
  const spoken = spokenText(text);
  for (const name of ownNames(speaker, people)) {
    const pattern = new RegExp(
      String.raw`(?<![\p{L}\p{M}\p{N}_/.-])@?(?<own>${escaped(name)})(?![\p{L}\p{M}\p{N}_/-]|\.\p{L})`,
      'gu',
    );
    for (const match of spoken.matchAll(pattern)) {
      const to = match.index + match[0].length;
      if (isMeant(spoken.slice(0, match.index), spoken.slice(to), name)) {
        return { name: match[0], from: match.index, to };
      }
    }
  }
  return null;
}

/** What the speaker is called: the name, their first name when nobody else has it, and aliases. */
function ownNames(speaker: SpeakerPerson, people: readonly SpeakerPerson[]): string[] {
  const first = speaker.name.split(/\s+/u)[0] ?? speaker.name;
  const shared = people.some(
    ({ id, name }) => id !== speaker.id && normalizeName(name).split(' ')[0] === normalizeName(first),
  );
  const names = [speaker.name, ...(shared ? [] : [first]), ...speaker.aliases];
  return [...new Set(names)].filter((name) => name.length > 2 && !isGroup(name));
}

function isGroup(name: string): boolean {
  return /^(?:all|everyone|everybody|unknown(?: \d+)?)$/iu.test(name);
}

// Names that are words as well: at a sentence's start the capital says nothing.
const WORD_NAMES =
  /^(?:art|april|august|bill|bob|chase|dawn|dean|drew|faith|frank|grace|grant|guy|hope|jack|joy|june|mark|max|may|miles|pat|ray|rich|rob|rose|sky|sue|trip|will)$/iu;

function isMeant(before: string, behind: string, name: string): boolean {
  const starts = /(?:^|[.!?…:]\s*)$/u.test(before);
  if (starts && WORD_NAMES.test(name)) return false;
  if (/\b(?:i[’']?m|i am|this is|it[’']s|it is|me,|name is|call me|as|i,)\s*$/iu.test(before)) return false;
  if (/^\s*(?:here|speaking)\b/iu.test(behind)) return false;
  if (/[-–—~(]\s*$/u.test(before) && /^[\s).]*$/u.test(behind)) return false;
  return !/^\s+to\s+\p{Ll}/u.test(behind);
}

function insteadOf(speaker: SpeakerPerson, people: readonly SpeakerPerson[]): string | null {
  const pairs = lookAlikes(people.map((person) => person.name));
  const names = pairs.flatMap(([first, second]) => {
    if (first === speaker.name) return [second];
    return second === speaker.name ? [first] : [];
  });
  const [only, ...more] = people.filter((person) => names.includes(person.name));
  return more.length === 0 ? (only?.id ?? null) : null;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
