/** A typed correction: literal text, no pattern. */
export type Correction = { old: string; replacement: string };

const correction = /^s\/((?:[^/\\\n]|\\.)+)\/((?:[^/\\\n]|\\.)*)\/$/u;

/**
 * The correction that a line is when it is nothing but `s/old/new/`; null for any other text. A slash inside is
 * written `\/`, a backslash `\\`; an empty `new` takes `old` away.
 */
export function parseCorrection(text: string): Correction | null {
  const match = correction.exec(text.trim());
  if (match === null) return null;
  const old = unescaped(match[1] ?? '');
  const replacement = unescaped(match[2] ?? '');
  return old === replacement ? null : { old, replacement };
}

function unescaped(text: string): string {
  return text.replace(/\\([/\\])/gu, '$1');
}
