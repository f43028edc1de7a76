import type { Command, EditorState } from '@tiptap/pm/state';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import type { UndoManager } from 'yjs';

function undoManager(state: EditorState): UndoManager | undefined {
  return (yUndoPluginKey.getState(state) as { undoManager: UndoManager } | undefined)?.undoManager;
}

/** Makes what follows an undo step of its own, so that undo takes back a conversion and not the typing before it. */
export function undoStepEndsHere(state: EditorState): void {
  undoManager(state)?.stopCapturing();
}

/** The steps that undo can take back, the last one last; each stays the same object as long as it stands. */
export function undoSteps(state: EditorState): readonly unknown[] {
  return undoManager(state)?.undoStack ?? [];
}

/** What undo would take back now; null when there is nothing. */
export function lastUndoStep(state: EditorState): unknown {
  return undoSteps(state).at(-1) ?? null;
}

/** The same command as an undo step of its own: neither what was typed before it nor what is typed after belongs to it. */
export function asUndoStep(command: Command): Command {
  return (state, dispatch, view) => {
    if (dispatch === undefined) return command(state, undefined, view);
    undoStepEndsHere(state);
    const done = command(state, dispatch, view);
    undoStepEndsHere(state);
    return done;
  };
}
