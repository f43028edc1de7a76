export type Clock = { start: number; end: number; text: string; /** After midnight. */ minutes: number };

const CLOCK =
  /(?<![\d:./+\\-])([01]?\d|2[0-3]):([0-5]\d)(?![\d:]|\s*(?:[ap]\.?m\b|utc|gmt|c?es?t\b|p[sd]?t\b|e[sd]?t\b|h\b|\/)|\s*[-–]\s*\d)/giu;
const PREPOSITION =
  /(?:^|[\s(])(?:at|by|until|till|from|to|before|after|around|about|since|for|next|every|between|and|@|~)\s*$/iu;

/**
 * The clock times in a line that the notetaker set as marks: at its start or end, beside an ellipsis, or
 * where a new sentence or clause begins. `others` are times that are part of a sentence.
 */
export function findClocks(text: string): { stamps: Clock[]; others: Clock[] } {
  const stamps: Clock[] = [];
  const others: Clock[] = [];
  for (const found of text.matchAll(CLOCK)) {
    const minutes = Number(found[1]) * 60 + Number(found[2]);
    const clock = { start: found.index, end: found.index + found[0].length, text: found[0], minutes };
    (isMark(text.slice(0, clock.start), text.slice(clock.end)) ? stamps : others).push(clock);
  }
  return { stamps, others };
}

function isMark(before: string, behind: string): boolean {
  if (before.trim() === '') return true;
  if (PREPOSITION.test(before.slice(-12))) return false;
  if (/^\s*[.;]?\s*$/u.test(behind)) return /\s$/u.test(before) || /[.;…]$/u.test(before);
  if (/(?:…|\.{3})\s*$/u.test(before) || /^\s*(?:…|\.{3})/u.test(behind)) return true;
  return /[.;!?]\s+$/u.test(before) && /^\s/u.test(behind);
}
