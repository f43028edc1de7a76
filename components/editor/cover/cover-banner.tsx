'use client';

import type { Editor } from '@tiptap/react';
import { useEffect } from 'react';
import type { NotesSession } from '#components/editor/collab/notes-session.ts';
import { useSnapshot } from '#components/editor/collab/use-notes-session.ts';
import { takeNotes } from '#components/editor/commands/take-notes.ts';
import { COVER_ID } from '#components/editor/phone/end-bars-height.ts';
import { keepFocus } from '#components/editor/phone/keep-focus.ts';
import type { CoverDesk } from './cover-desk.ts';

type CoverBannerProps = {
  editor: Editor;
  session: NotesSession;
  desk: CoverDesk;
  me: string;
  announce: (text: string) => void;
};

/** Says quietly that somebody asks to be covered, to those who may do it and to who asks. Screen readers are told once. */
export function CoverBanner({ editor, session, desk, me, announce }: CoverBannerProps) {
  const { callState } = useSnapshot(session);
  useEffect(() => {
    const { words, takesOver } = desk.heard(callState);
    if (words !== null) announce(words);
    if (!takesOver || editor.isDestroyed) return;
    editor.view.focus();
    takeNotes(editor.state, editor.view.dispatch, editor.view);
  }, [editor, desk, announce, callState]);

  const cover = callState?.cover ?? null;
  if (cover === null) return null;
  const mine = cover.userId === me;
  return (
    <fieldset id={COVER_ID} className="cn-cover" aria-label="Cover">
      <span>
        {mine ? 'Asked. Waiting for somebody' : `${cover.name} asks somebody to take over the notes.`}
      </span>
      <button
        type="button"
        className="cn-small-button"
        {...keepFocus}
        onClick={() => {
          desk.send(mine ? 'withdrawCover' : 'takeOver');
          // A phone opens its keyboard for a tap, and not for what the server says later.
          if (!mine) editor.view.focus();
        }}
      >
        {mine ? 'Never mind' : 'Take over'}
      </button>
    </fieldset>
  );
}
