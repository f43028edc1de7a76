/**
 * The ellipsis that typing `typed` after `before` completes: `…` at once, `...` with exactly its third dot.
 * Null when none is complete, so that four dots and more stay as they are.
 */
export function typedGap(before: string, typed: string): '…' | '...' | null {
  if (typed === '…') return before.endsWith('…') ? null : '…';
  if (typed !== '.') return null;
  return /(?:^|[^.])\.\.$/.test(before) ? '...' : null;
}
