import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { clockTimeAtEnd } from '#lib/stamps/clock-time.ts';
import { blockAt, blockId, isLine } from '#components/editor/engine/blocks.ts';
import { isForeign, isTyping } from '#components/editor/engine/is-typing.ts';

/** What is remembered of the last keys, so that they can be taken back or finished. */
export type LineMemory = {
  /** The speaker just taken, and the text that was typed for it. Forgotten with the next key. */
  taken: { lineId: string; typed: string } | null;
  /** A clock time just typed at a line's end; becomes a stamp when the line is left. */
  time: { lineId: string; text: string } | null;
  /** The line last typed in. */
  typedIn: string | null;
  /** Clock times that were turned back into text, as `lineId text`: they stay text. */
  declined: ReadonlySet<string>;
};

export type LineMemoryChange =
  { kind: 'taken'; lineId: string; typed: string } | { kind: 'declined'; lineId: string; text: string };

const key = new PluginKey<LineMemory>('lineMemory');
const nothing: LineMemory = { taken: null, time: null, typedIn: null, declined: new Set() };

export function lineMemory(state: EditorState): LineMemory {
  return key.getState(state) ?? nothing;
}

/** Puts a change of the memory into a transaction. */
export function remember(tr: Transaction, change: LineMemoryChange): Transaction {
  return tr.setMeta(key, change);
}

/** Whether a clock time was turned back into text in this line. */
export function isDeclined(state: EditorState, lineId: string | null, text: string): boolean {
  return lineId !== null && lineMemory(state).declined.has(`${lineId} ${text}`);
}

export function lineMemoryPlugin(): Plugin<LineMemory> {
  return new Plugin<LineMemory>({
    key,
    state: {
      init: () => nothing,
      apply(tr, memory, _before, state) {
        const change = tr.getMeta(key) as LineMemoryChange | undefined;
        if (change?.kind === 'taken') {
          return { ...memory, time: null, taken: { lineId: change.lineId, typed: change.typed } };
        }
        if (change?.kind === 'declined') {
          return {
            ...memory,
            time: null,
            declined: new Set([...memory.declined, `${change.lineId} ${change.text}`]),
          };
        }
        if (isForeign(tr) || tr.getMeta('appendedTransaction') !== undefined) return memory;
        if (isTyping(tr))
          return { ...memory, taken: null, time: timeAtCaret(state), typedIn: lineAtCaret(state) };
        if (tr.docChanged || tr.selectionSet) return { ...memory, taken: null };
        return memory;
      },
    },
  });
}

/** The id of the block at the caret. */
export function lineAtCaret(state: EditorState): string | null {
  const block = blockAt(state.selection.$head);
  return block === null ? null : blockId(block.node);
}

function timeAtCaret(state: EditorState): LineMemory['time'] {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || !isLine(block.node)) return null;
  const lineId = blockId(block.node);
  const last = block.node.lastChild;
  if (lineId === null || last?.isText !== true || $head.parentOffset !== block.node.content.size) return null;
  const time = clockTimeAtEnd(last.text ?? '');
  return time === null ? null : { lineId, text: time.text };
}
