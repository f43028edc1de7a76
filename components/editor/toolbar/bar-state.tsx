'use client';

import { useEffect, useState } from 'react';
import { saveStateText } from '#lib/collab/save-state.ts';
import type { NotesSession } from '#components/editor/collab/notes-session.ts';
import { useSaveState } from '#components/editor/collab/use-notes-session.ts';
import { SAVE_STATE_SLOT } from '#components/editor/notes-editor-props.ts';

/** Says under the toolbar that the notes do not reach the server, while the state beside the title is out of sight. */
export function BarState({ session }: { session: NotesSession }) {
  const state = useSaveState(session);
  const titleInSight = useTitleInSight();
  const troubled = state.kind === 'offline' || state.kind === 'reconnecting' || state.kind === 'cannotSave';
  if (!troubled || titleInSight) return null;
  return (
    <p
      aria-hidden="true"
      className={`cn-bar-state ${state.kind === 'cannotSave' ? 'text-danger' : 'text-review'}`}
    >
      {saveStateText(state)}
    </p>
  );
}

/** Whether the line with the save state is in the window. */
function useTitleInSight(): boolean {
  const [inSight, setInSight] = useState(true);
  useEffect(() => {
    // The slot itself has no box; the line around it has.
    const line = document.querySelector(`#${SAVE_STATE_SLOT}`)?.parentElement;
    if (!line) return undefined;
    const observer = new IntersectionObserver((entries) => {
      setInSight(entries.at(-1)?.isIntersecting ?? true);
    });
    observer.observe(line);
    return () => {
      observer.disconnect();
    };
  }, []);
  return inSight;
}
