import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** Meta under which a change that is not typing says so: a conversion, an attribute, an id. */
export const NOT_TYPED = 'notesNotTyped';

/** Whether a transaction came over the network or from undo, so that nothing may answer it. */
export function isForeign(tr: Transaction): boolean {
  return isChangeOrigin(tr);
}

/** Whether a transaction is this person's own undo or redo. */
export function isOwnUndo(tr: Transaction): boolean {
  const sync = tr.getMeta(ySyncPluginKey) as { isUndoRedoOperation?: boolean } | undefined;
  return sync?.isUndoRedoOperation === true;
}

/** Whether a transaction is somebody typing here: no paste, no drop, no conversion, nothing from elsewhere. */
export function isTyping(tr: Transaction): boolean {
  if (!tr.docChanged || isForeign(tr)) return false;
  if (tr.getMeta(NOT_TYPED) === true || tr.getMeta('appendedTransaction') !== undefined) return false;
  const event: unknown = tr.getMeta('uiEvent');
  return tr.getMeta('paste') !== true && event !== 'paste' && event !== 'drop' && event !== 'cut';
}
