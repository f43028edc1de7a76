import type { ReadInline } from './read-types.ts';

/** The plain text of read inline content; hard breaks become newlines. */
export function inlineText(content: readonly ReadInline[]): string {
  return content
    .map((node) => {
      if (node.type === 'hardBreak') return '\n';
      return node.type === 'mention' ? `@${node.name}` : node.text;
    })
    .join('');
}
