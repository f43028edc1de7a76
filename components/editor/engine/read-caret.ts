import type { EditorView } from '@tiptap/pm/view';

/**
 * Takes over where a click or a key has just put the caret. Browsers tell it a moment later; a change of somebody else
 * that is drawn before would put the caret back to where it was.
 */
export function readCaret(view: EditorView): void {
  if (view.isDestroyed || view.composing) return;
  (view as unknown as { domObserver: { flush(): void } }).domObserver.flush();
}
