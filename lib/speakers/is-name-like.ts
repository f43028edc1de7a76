import { isStopLabel } from '#lib/notes/import/stop-labels.ts';
import { fieldWords } from './field-words.ts';
import { normalizeName } from './person-id.ts';

const MAX_WORDS = 4;
const MAX_LENGTH = 40;
const particles = new Set([
  'al',
  'bin',
  'da',
  'de',
  'del',
  'den',
  'der',
  'di',
  'du',
  'el',
  'la',
  'le',
  'van',
  'von',
  'y',
  'zu',
]);
// A word of a name: letters of any script, with the marks that stand inside names.
const nameWord = /^[\p{L}\p{M}][\p{L}\p{M}'’.-]*$/u;

/**
 * Whether text before a colon reads as the name of a person who is not on the roster: one to four capitalised
 * words of letters, no field word such as "Context". Scripts without capitals count as capitalised.
 */
export function isNameLike(text: string): boolean {
  const name = text.normalize('NFC').trim();
  if (name === '' || name.length > MAX_LENGTH) return false;
  if (fieldWords.has(normalizeName(name)) || isStopLabel(name)) return false;
  const words = name.split(/\s+/u);
  if (words.length > MAX_WORDS) return false;
  return words.every((word, index) => {
    if (!nameWord.test(word)) return false;
    if (index > 0 && index < words.length - 1 && particles.has(word)) return true;
    const first = Array.from(word)[0] ?? '';
    return first.toLowerCase() !== first || first.toUpperCase() === first;
  });
}
