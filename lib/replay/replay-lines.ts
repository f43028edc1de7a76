import { inlineText } from '#lib/notes/import/inline-text.ts';
import type { ReadNotes } from '#lib/notes/import/read-types.ts';
import type { ReplayLine } from './replay-call.ts';

/** The lines of read notes as they would be typed again; code, quotes and placeholders are no lines. */
export function replayLines(read: ReadNotes): ReplayLine[] {
  const lines: ReplayLine[] = [];
  let followsLine = false;
  for (const block of read.blocks) {
    if (block.kind === 'line' && !block.placeholder) {
      const mentions = block.content.flatMap((node) => (node.type === 'mention' ? [node.name] : []));
      lines.push({ speaker: block.speaker, text: inlineText(block.content), mentions, followsLine });
      followsLine = true;
    } else {
      followsLine = false;
    }
  }
  return lines;
}
