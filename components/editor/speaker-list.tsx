'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { useLayoutEffect, useRef, useState } from 'react';
import { acceptSpeaker } from './commands/take-speaker.ts';
import type { NotesContext } from './engine/notes-context.ts';
import { endBarsHeight } from './phone/end-bars-height.ts';
import { speakerMenu } from './plugins/speaker-menu.ts';
import type { RosterSource } from './views/roster-source.ts';

type SpeakerListProps = { editor: Editor; context: NotesContext; roster: RosterSource; listId: string };

const GAP_PX = 4;
/** What the toolbar covers at the top of the window. */
const TOOLBAR_PX = 48;

/** Below the caret, or above it where the window ends (or a phone's line bar begins) too soon. */
function listTop(caret: { top: number; bottom: number }, height: number): number {
  const { visualViewport } = window;
  const bottom =
    visualViewport === null ? window.innerHeight : visualViewport.offsetTop + visualViewport.height;
  const end = bottom - endBarsHeight();
  const above = caret.top - GAP_PX - height;
  return caret.bottom + GAP_PX + height > end && above >= TOOLBAR_PX ? above : caret.bottom + GAP_PX;
}

/** The names that the letters at a line's start may mean. It never takes the focus from the text. */
export function SpeakerList({ editor, context, roster, listId }: SpeakerListProps) {
  const menu = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? null : speakerMenu(editor.state)),
  });
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);

  useLayoutEffect(() => {
    const around = box.current?.offsetParent?.getBoundingClientRect();
    if (menu === null || around === undefined) return;
    const caret = editor.view.coordsAtPos(editor.state.selection.head);
    const left = Math.max(0, Math.min(caret.left - around.left, around.width - 240));
    const height = box.current?.offsetHeight ?? 0;
    setPlace({ left, top: listTop(caret, height) - around.top });
  }, [editor, menu]);

  const best = menu?.people[menu.index];
  const count = menu?.people.length ?? 0;
  return (
    <>
      <output className="sr-only">
        {best === undefined
          ? ''
          : `${best.name}, ${menu === null ? 0 : menu.index + 1} of ${count}. Tab to take.`}
      </output>
      <div
        ref={box}
        id={listId}
        // No native element lists choices without taking the focus from the text.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="listbox"
        aria-label="Speakers"
        className="cn-list"
        hidden={menu === null}
        style={place ?? { visibility: 'hidden' }}
      >
        {menu?.people.map((person, index) => (
          <div
            key={person.id}
            id={`${listId}-${index}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
            role="option"
            tabIndex={-1}
            aria-selected={index === menu.index}
            className="cn-option"
            data-color={roster.offered(person.id, person.name).color}
            onPointerDown={(event) => {
              event.preventDefault();
              acceptSpeaker(context, person)(editor.state, editor.view.dispatch, editor.view);
            }}
          >
            <span aria-hidden="true" className="cn-person-number">
              {person.number}
            </span>
            <span aria-hidden="true" className="cn-initials">
              {roster.offered(person.id, person.name).initials}
            </span>
            {person.name}
            {index === menu.index ? (
              <kbd aria-hidden="true" className="cn-kbd">
                Tab
              </kbd>
            ) : null}
          </div>
        ))}
      </div>
    </>
  );
}
