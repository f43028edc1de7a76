'use client';

import { useEffect, useRef, useState } from 'react';
import { saveStateAnnouncement, saveStateText, type SaveState as State } from '#lib/collab/save-state.ts';
import { CopyMyText } from './copy-my-text.tsx';

const looks: Record<State['kind'], string> = {
  opening: 'text-faint',
  saved: 'text-done',
  saving: 'text-faint',
  offline: 'text-review',
  reconnecting: 'text-review',
  readOnly: 'text-soft',
  cannotSave: 'text-danger',
};

type SaveStateProps = {
  state: State;
  /** The notes as plain text, for when they cannot be saved. */ text: () => string;
};

/** The one honest sentence about whether what is on this page is saved. Screen readers hear only what matters. */
export function SaveState({ state, text }: SaveStateProps) {
  return (
    <div className="cn-save-state" data-state={state.kind}>
      <span className={looks[state.kind]}>
        <span aria-hidden="true" className="cn-save-dot" />
        {saveStateText(state)}
      </span>
      {state.kind === 'cannotSave' ? <CopyMyText text={text} /> : null}
      <Announcement state={state} />
    </div>
  );
}

function Announcement({ state }: { state: State }) {
  const before = useRef(state);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const words = saveStateAnnouncement(before.current, state);
    // Passing states are no news; what they lead to is told against what was before them.
    if (state.kind !== 'saving' && state.kind !== 'opening') before.current = state;
    if (words !== null) setSaid(words);
  }, [state]);
  return <output className="sr-only">{said}</output>;
}
