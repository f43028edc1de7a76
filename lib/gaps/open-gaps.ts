/**
 * Whether a node inside a block is an open gap: speech that was missed and is not written down yet. That is every
 * gap, and every stamp that says that something was missed at its time. A filled gap is words, and no node any more.
 */
export function isOpenGap(node: { name: string; attrs: Readonly<Record<string, unknown>> }): boolean {
  return node.name === 'gap' || (node.name === 'stamp' && node.attrs['gap'] === true);
}

/** How many gaps there are, in words: `1 gap`, `3 gaps`. */
export function gapCount(count: number): string {
  return `${String(count)} ${count === 1 ? 'gap' : 'gaps'}`;
}
