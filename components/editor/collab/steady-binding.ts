import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { ySyncPluginKey, yUndoPluginKey } from '@tiptap/y-tiptap';
import type { AbstractType, Transaction, UndoManager, YEvent } from 'yjs';
import { steadyUndo } from './steady-undo.ts';

type Observe = (events: YEvent<AbstractType<unknown>>[], transaction: Transaction) => void;

/** What the binding of the editor to the Yjs document has inside; its types do not tell. */
type Binding = {
  mapping: Map<unknown, unknown>;
  type: { observeDeep(observe: Observe): void; unobserveDeep(observe: Observe): void };
  _observeFunction: Observe;
  beforeTransactionSelection: unknown;
  _forceRerender(): void;
};

/**
 * Four repairs of the binding between the editor and the Yjs document. Its priority puts it behind the binding's own
 * plugins.
 */
export const steadyBinding = Extension.create({
  name: 'steadyBinding',
  priority: 1,
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('steadyBinding'),
      view: ({ state }) => {
        const { binding } = ySyncPluginKey.getState(state) as { binding: Binding };
        const { undoManager } = yUndoPluginKey.getState(state) as { undoManager: UndoManager };
        keepBlocks(binding);
        showWhateverComes(binding);
        const forget = steadyUndo(undoManager);
        const stay = (): void => {
          // Else the next change of somebody else would put the caret back to where it was before what was undone.
          binding.beforeTransactionSelection = null;
        };
        undoManager.on('stack-item-popped', stay);
        return {
          destroy: () => {
            undoManager.off('stack-item-popped', stay);
            forget();
          },
        };
      },
    }),
  ],
});

/**
 * Keeps the nodes of blocks that a change from elsewhere does not touch. The binding forgets all of them at each such
 * change, though it has just taken out those that changed: with each letter that somebody else typed, every block of
 * a long note would be made, compared and decorated anew.
 */
function keepBlocks({ mapping }: Binding): void {
  mapping.clear = () => undefined;
}

/**
 * A caret that cannot be put back must not keep a change from being shown: the next key typed here would make the
 * document what is shown, and take the change away from everybody.
 */
function showWhateverComes(binding: Binding): void {
  const observe = binding._observeFunction;
  const guarded: Observe = (events, transaction) => {
    try {
      observe(events, transaction);
    } catch {
      binding.beforeTransactionSelection = null;
      Map.prototype.clear.call(binding.mapping);
      binding._forceRerender();
    }
  };
  binding.type.unobserveDeep(observe);
  binding._observeFunction = guarded;
  binding.type.observeDeep(guarded);
}
