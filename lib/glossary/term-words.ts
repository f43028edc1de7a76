/** A word of a text, where it stands, and what stands around it. */
export type PlacedWord = {
  from: number;
  to: number;
  lower: string;
  /** Whether only spaces or a hyphen stand between the word before and this one. */
  besideLast: boolean;
  /** Whether it is a later part of something longer: an address, a handle, a word with hyphens. */
  joined: boolean;
  /** Whether something longer goes on behind it. */
  joinedBehind: boolean;
  /** Whether a capital may stand here because a sentence begins. */
  beginsSentence: boolean;
};

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
// Two spaces at most: where something else was blanked out, more stand between.
const beside = /^(?:[ \u00a0\t]{1,2}|[-‐‑])$/u;
const joint = /[-‐‑_/.@#\\:=&~+]/u;

/** The words of a text, in order: letters and digits alone. */
export function wordsIn(text: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const match of text.matchAll(word)) {
    const [found] = match;
    const from = match.index;
    const to = from + found.length;
    const before = text.slice(0, from);
    words.push({
      from,
      to,
      lower: found.normalize('NFKC').toLowerCase(),
      besideLast: beside.test(text.slice(words.at(-1)?.to ?? 0, from)),
      joined: joint.test(before.slice(-1)) && /[\p{L}\p{N}@#]/u.test(before.slice(-2)),
      joinedBehind: joint.test(text.charAt(to)) && /[\p{L}\p{N}]/u.test(text.charAt(to + 1)),
      beginsSentence: /(?:^|[.!?:…])[\s"“(‘'*•-]*$/u.test(before),
    });
  }
  return words;
}
