import type { Node as ProseMirrorNode } from '@tiptap/pm/model';

/** A line's text as it is said: a gap is the word, a stamp that is a gap too says when it was. */
export function saidText(line: ProseMirrorNode): string {
  return line.textBetween(0, line.content.size, ' ', saidLeaf).replaceAll(/\s+/gu, ' ').trim();
}

function saidLeaf(node: ProseMirrorNode): string {
  const text: unknown = node.attrs['text'];
  switch (node.type.name) {
    case 'gap':
      return ' gap ';
    case 'stamp':
      return node.attrs['gap'] === true ? ` gap at ${String(text)} ` : ` ${String(text)} `;
    case 'mention':
      return String(node.attrs['name']);
    default:
      return ' ';
  }
}
