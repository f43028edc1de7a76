'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { dismissCorrection, madeText, refusedText, undoCorrection } from './commands/correct.ts';
import { shownCorrection } from './plugins/corrections.ts';

/** What became of a typed correction, for some seconds. Screen readers are told once, by the editor's announcements. */
export function CorrectionBar({ editor }: { editor: Editor }) {
  const shown = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? null : shownCorrection(editor.state)),
  });
  if (shown === null) return null;
  return (
    <p className="cn-correction" data-kind={shown.kind}>
      <span>{shown.kind === 'made' ? madeText(shown) : refusedText(shown.old)}</span>
      <button
        type="button"
        className="cn-small-button"
        onPointerDown={(event) => {
          // Keeps the caret, and on phones the keyboard, where they are.
          event.preventDefault();
        }}
        onClick={() => {
          const run = shown.kind === 'made' ? undoCorrection : dismissCorrection;
          run(editor.state, editor.view.dispatch, editor.view);
          editor.view.focus();
        }}
      >
        {shown.kind === 'made' ? 'Undo' : 'Close'}
      </button>
    </p>
  );
}
