import type { Node as ProseMirrorNode } from '@tiptap/pm/model';

/** What a block or piece of one reads as in plain text: mentions with `@`, gaps and stamps as they were typed. */
export function blockText(node: ProseMirrorNode): string {
  if (node.isText) return node.text ?? '';
  if (node.isLeaf) return leafText(node);
  return node.textBetween(0, node.content.size, '\n', leafText);
}

function leafText(node: ProseMirrorNode): string {
  if (node.type.name === 'hardBreak') return '\n';
  if (node.type.name === 'mention') return `@${String(node.attrs['name'])}`;
  const text: unknown = node.attrs['text'];
  return typeof text === 'string' ? text : '';
}
