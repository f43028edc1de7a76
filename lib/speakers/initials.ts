/**
 * Short letters for a person's margin and caret: the first letters of the first and last word, or the first
 * two of a single word. When `taken` holds them already, later letters and then digits make them different.
 */
export function initialsFor(name: string, taken: ReadonlySet<string> = new Set()): string {
  for (const candidate of candidates(name)) {
    if (!taken.has(candidate)) return candidate;
  }
  const stem = firstLetter(name);
  for (let number = 2; ; number++) {
    const candidate = `${stem}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function* candidates(name: string): Generator<string> {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const first = words[0];
  if (first === undefined) return;
  const last = words.at(-1);
  const head = letters(first)[0] ?? '';
  if (last !== undefined && words.length > 1) yield (head + (letters(last)[0] ?? '')).toUpperCase();
  for (const letter of letters(first).slice(1)) yield (head + letter).toUpperCase();
  for (const word of words.slice(1)) {
    for (const letter of letters(word)) yield (head + letter).toUpperCase();
  }
  if (words.length === 1 && letters(first).length === 1) yield head.toUpperCase();
}

function letters(word: string): string[] {
  return Array.from(word);
}

function firstLetter(name: string): string {
  return (Array.from(name.trim())[0] ?? '?').toUpperCase();
}
