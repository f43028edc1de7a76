import type { EditorState } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type { UndoManager } from 'yjs';

/** Makes what follows an undo step of its own, so that undo takes back a conversion and not the typing before it. */
export function undoStepEndsHere(state: EditorState): void {
  const undo = yUndoPluginKey.getState(state) as { undoManager: UndoManager } | undefined;
  undo?.undoManager.stopCapturing();
}
