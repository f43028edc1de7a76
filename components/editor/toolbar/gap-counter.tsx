'use client';

import { Toolbar as Bar } from '@base-ui/react/toolbar';
import { useEditorState, type Editor } from '@tiptap/react';
import { gapCount } from '#lib/gaps/open-gaps.ts';
import { gapsIn } from '#components/editor/engine/gaps-in.ts';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';
import { keepFocus } from '#components/editor/phone/keep-focus.ts';

type GapCounterProps = { editor: Editor; binding: KeyBinding; title: string };

/** How many gaps are open; a press goes to the next one. Nothing while there is none. */
export function GapCounter({ editor, binding, title }: GapCounterProps) {
  const count = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? 0 : gapsIn(editor.state.doc).length),
  });
  if (count === 0) return null;
  return (
    <Bar.Button
      type="button"
      className="cn-gap-count"
      title={title}
      {...keepFocus}
      onClick={() => {
        editor.view.focus();
        binding.run(editor.state, editor.view.dispatch, editor.view);
      }}
    >
      {gapCount(count)}
    </Bar.Button>
  );
}
