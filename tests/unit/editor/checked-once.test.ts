import { Plugin, EditorState, type Transaction } from '@tiptap/pm/state';
import { describe, expect, it, vi } from 'vitest';
import { checkedOnce } from '#components/editor/collab/checked-once.ts';
import { noteSchema } from '#lib/notes/schema/index.ts';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

const stock = vi.fn((_tr: Transaction) => true);

function stateWith(plugin: Plugin): EditorState {
  const doc = noteSchema.node('doc', null, [noteSchema.node('line'), noteSchema.node('line')]);
  return EditorState.create({ doc, plugins: [plugin] });
}

function fromElsewhere(tr: Transaction): Transaction {
  return tr.setMeta(ySyncPluginKey, { isChangeOrigin: true });
}

describe('the check of what comes from elsewhere', () => {
  it('is not left to the plugin while every block fits, and is from the first that does not', () => {
    stock.mockClear();
    let state = stateWith(checkedOnce(new Plugin({ filterTransaction: stock })));
    state = state.apply(fromElsewhere(state.tr.insertText('one', 1)));
    expect(stock).not.toHaveBeenCalled();
    const wrong = noteSchema.nodes['line']?.create(null, noteSchema.node('line'));
    if (wrong === undefined) throw new Error('There are no lines.');
    state = state.apply(fromElsewhere(state.tr.insert(0, wrong)));
    expect(stock).toHaveBeenCalledTimes(1);
    state.apply(fromElsewhere(state.tr.insertText('two', state.doc.content.size - 1)));
    expect(stock).toHaveBeenCalledTimes(2);
  });

  it('gives back a plugin that checks nothing as it is', () => {
    const plugin = new Plugin({});
    expect(checkedOnce(plugin)).toBe(plugin);
  });
});
