'use client';

import type { Transaction } from '@tiptap/pm/state';
import type { Editor } from '@tiptap/react';
import { useEffect } from 'react';
import type { NotesSession } from '#components/editor/collab/notes-session.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import type { RosterSource } from '#components/editor/views/roster-source.ts';
import { LineListener } from './line-listener.ts';

type LineListenerParts = {
  editor: Editor | null;
  session: NotesSession;
  context: NotesContext;
  roster: RosterSource;
  readOut: (lines: string[]) => void;
};

/** Has the lines that others finish read out while the editor stands. */
export function useLineListener({ editor, session, context, roster, readOut }: LineListenerParts): void {
  useEffect(() => {
    if (editor === null) return undefined;
    let caughtUp = false;
    const listener = new LineListener(editor.state, {
      isNews: () => (caughtUp ||= session.getSnapshot().facts.synced),
      isMuted: () => !context.readsOut(),
      speakerName: (id, writtenName) => roster.shown(id, writtenName).name,
      now: () => performance.now(),
      say: readOut,
    });
    const heard = ({ transaction }: { transaction: Transaction }): void => {
      listener.heard(transaction, editor.state);
    };
    editor.on('transaction', heard);
    return () => {
      editor.off('transaction', heard);
      listener.destroy();
    };
  }, [editor, session, context, roster, readOut]);
}
