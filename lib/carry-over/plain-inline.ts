import type { InlineJson } from '#lib/notes/note-json.ts';

/**
 * Content of an earlier call as it may stand in another: missed speech and clock times belong to the call in which they
 * were typed, and become the words they were typed as.
 */
export function plainInline(content: readonly InlineJson[]): InlineJson[] {
  return content.flatMap((node): InlineJson[] => {
    if (node.type !== 'gap' && node.type !== 'stamp') return [node];
    return node.attrs.text === '' ? [] : [{ type: 'text', text: node.attrs.text }];
  });
}
