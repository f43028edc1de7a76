/** The sentences of a line, trimmed: what stops, question marks, ellipses, semicolons and spaced dashes part. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?…])\s+|…+|\.{3,}|[;\n]\s*|\s+[-–—]\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
