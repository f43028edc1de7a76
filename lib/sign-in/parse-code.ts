/** The six digits of a mail as somebody typed or pasted them, spaces and dashes left out; null for anything else. */
export function parseCode(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}]/gu, '');
  return /^[0-9]{6}$/u.test(digits) ? digits : null;
}
