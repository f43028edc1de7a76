import { emptyLineStart, pressKey, type LineStartContext, type TakenSpeaker } from './line-start.ts';

/** Whom a label is to name: somebody known, or a name that nobody has yet. */
export type WantedSpeaker = { id: string | null; name: string };

/** More presses of the down arrow than this nobody makes. */
const MAX_ARROWS = 5;

/**
 * The fewest keys that give an empty line the wanted speaker, tried on the line itself: Tab for the suggestion, a
 * number and Tab, the first letters with arrows and Tab, or the exact name and a colon. Null when the colon would be
 * just a colon, so that the name would stay text.
 */
export function fewestLabelKeys(wanted: WantedSpeaker, context: LineStartContext): string[] | null {
  let best: string[] | null = null;
  for (const keys of attempts(wanted, context)) {
    if (best !== null && keys.length >= best.length) continue;
    const end = keys.reduce((line, key) => pressKey(line, key, context), emptyLineStart);
    if (isWanted(end.speaker, wanted)) best = keys;
  }
  return best;
}

function* attempts({ id, name }: WantedSpeaker, { people }: LineStartContext): Generator<string[]> {
  const letters = Array.from(name);
  yield [...letters, ':'];
  if (id === null) {
    yield [(letters[0] ?? '').toUpperCase(), ...letters.slice(1), ':'];
    return;
  }
  yield ['Tab'];
  const person = people.find((entry) => entry.id === id);
  if (person !== undefined && person.number !== null) yield [...Array.from(String(person.number)), 'Tab'];
  for (const spelling of new Set([name, person?.name ?? name, person?.initials ?? name])) {
    for (const start of wordStarts(spelling)) {
      for (let length = 1; length <= start.length; length++) {
        const typed = start.slice(0, length);
        for (let arrows = 0; arrows <= MAX_ARROWS; arrows++) {
          yield [...typed, ...Array<string>(arrows).fill('ArrowDown'), 'Tab'];
        }
        yield [...typed, ':'];
      }
    }
  }
}

/** The letters of a name from each of its words on. */
function wordStarts(name: string): string[][] {
  const words = name.split(/\s+/u);
  return words.map((_, index) => Array.from(words.slice(index).join(' ')));
}

function isWanted(speaker: TakenSpeaker | null, wanted: WantedSpeaker): boolean {
  if (speaker === null) return false;
  if (speaker.kind === 'known') return speaker.id === wanted.id;
  return wanted.id === null && speaker.name.toLowerCase() === wanted.name.toLowerCase();
}
