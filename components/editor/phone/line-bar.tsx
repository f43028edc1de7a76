'use client';

import { Toolbar as Bar } from '@base-ui/react/toolbar';
import type { Command } from '@tiptap/pm/state';
import type { Editor } from '@tiptap/react';
import {
  CircleCheck,
  CircleQuestionMark,
  CornerDownLeft,
  Ellipsis,
  Gavel,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import { useCallback, useEffect } from 'react';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { keymapOf } from '#components/editor/keys/bound-keys.ts';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';
import { bindingOf } from '#components/editor/keys/key-table.ts';
import { usePressed } from '#components/editor/toolbar/use-pressed.ts';
import type { RosterSource } from '#components/editor/views/roster-source.ts';
import { LINE_BAR_ID } from './end-bars-height.ts';
import { keepFocus } from './keep-focus.ts';
import { SpeakerChips } from './speaker-chips.tsx';
import { useHoldsFocus } from './use-holds-focus.ts';
import { useKeyboardHeight } from './use-keyboard-height.ts';

type LineBarProps = {
  editor: Editor;
  context: NotesContext;
  roster: RosterSource;
  table: readonly KeyBinding[];
};

const buttons: { id: string; text: string; Icon: LucideIcon }[] = [
  { id: 'line.new', text: 'New line', Icon: CornerDownLeft },
  { id: 'gap.insert', text: 'Gap', Icon: Ellipsis },
  { id: 'tag.action', text: 'Action', Icon: CircleCheck },
  { id: 'tag.decision', text: 'Decision', Icon: Gavel },
  { id: 'tag.question', text: 'Question', Icon: CircleQuestionMark },
  { id: 'notes.undo', text: 'Undo', Icon: Undo2 },
];

/** What a thumb needs for a line, right above the on-screen keyboard while the text has the focus. */
export function LineBar(props: LineBarProps) {
  const { editor } = props;
  const text = useCallback(() => (editor.isDestroyed ? null : editor.view.dom), [editor]);
  return useHoldsFocus(text, LINE_BAR_ID) ? <ShownBar {...props} /> : null;
}

function ShownBar({ editor, context, roster, table }: LineBarProps) {
  const keyboardPx = useKeyboardHeight();
  useEffect(() => {
    // On the root, because whatever stands at the window's end has to keep clear of the keyboard.
    const { style } = document.documentElement;
    style.setProperty('--cn-keyboard', `${String(keyboardPx ?? 0)}px`);
    return () => {
      style.removeProperty('--cn-keyboard');
    };
  }, [keyboardPx]);
  return (
    <>
      {/* What the keyboard lies over can be scrolled out from under it. */}
      <div aria-hidden="true" className="cn-keyboard-room" />
      <Bar.Root
        id={LINE_BAR_ID}
        className="cn-line-bar"
        aria-label="This line"
        data-fixed={keyboardPx === null ? undefined : 'true'}
      >
        <SpeakerChips editor={editor} context={context} roster={roster} />
        <LineButtons editor={editor} table={table} />
      </Bar.Root>
    </>
  );
}

function LineButtons({ editor, table }: Pick<LineBarProps, 'editor' | 'table'>) {
  const pressed = usePressed(editor);
  return (
    <Bar.Group className="cn-line-buttons" aria-label="Line">
      {buttons.map(({ id, text, Icon }) => {
        const run = id === 'line.new' ? newLine(table) : bindingOf(table, id).run;
        return (
          <Bar.Button
            key={id}
            type="button"
            className="cn-line-button"
            aria-pressed={id.startsWith('tag.') ? pressed.has(id) : undefined}
            {...keepFocus}
            onClick={() => {
              run(editor.state, editor.view.dispatch, editor.view);
            }}
          >
            <Icon aria-hidden="true" size={18} strokeWidth={1.75} />
            {text}
          </Bar.Button>
        );
      })}
    </Bar.Group>
  );
}

/** What Enter does: the first of the rows that share its key, as at a keyboard. */
function newLine(table: readonly KeyBinding[]): Command {
  const { keys, run } = bindingOf(table, 'line.new');
  return keymapOf(table)[keys?.[0] ?? ''] ?? run;
}
