/** How often each token like `(a-17)` stands in a text. */
export function countTokens(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [token] of text.matchAll(/\([a-z0-9]+-\d+\)/gu)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}
