'use client';

import './editor.css';
import './notes-text.css';
import './speaker-list.css';
import './carets.css';
import './terms.css';
import './fixing.css';
import './keys.css';
import './help.css';
import './offers.css';
import './actions.css';
import './agenda.css';
import './times.css';
import './phone.css';
import './cover.css';
import './reserved.css';
import { memo, useCallback, useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Announcements, useAnnouncer } from './announce/announcements.tsx';
import { AttachedEditor } from './attached-editor.tsx';
import type { NotesSession } from './collab/notes-session.ts';
import { plainNotes } from './collab/plain-notes.ts';
import { useNotesSession, useSaveState, useSnapshot } from './collab/use-notes-session.ts';
import { CopyMyText } from './copy-my-text.tsx';
import { EditorBoundary } from './editor-boundary.tsx';
import { CALL_MOVED, SAVE_STATE_SLOT, type NotesEditorProps } from './notes-editor-props.ts';
import { SaveState } from './save-state.tsx';

/** Drawn when something of it changed, and not with every word of the server about what is saved. */
const SteadyEditor = memo(AttachedEditor);

/**
 * The notes of a call, edited together. Until the document is here, and whenever the editor cannot be, its children
 * stand in its place.
 */
export function NotesEditor(props: NotesEditorProps) {
  const session = useNotesSession({
    callId: props.callId,
    lineage: props.lineage,
    userId: props.me.userId,
  });
  if (session === null) return <Waiting>{props.children}</Waiting>;
  return <OpenedSession key={session.doc.guid} session={session} call={props} />;
}

function OpenedSession({ session, call }: { session: NotesSession; call: NotesEditorProps }) {
  const { phase, facts, callState } = useSnapshot(session);
  const state = useSaveState(session);
  const { announce, readOut, spoken } = useAnnouncer();
  const text = useCallback(() => plainNotes(session.doc), [session]);
  const canWrite = facts.access?.write ?? call.canWrite;
  const { access } = facts;
  useTellMoves(access === null ? undefined : `${access.callStatus} ${access.reason ?? ''}`);
  useTellMoves(callState === null ? undefined : (callState.notetaker?.userId ?? 'nobody'));
  // Words that came too late for the published notes stay in sight, to be copied.
  if (call.finished === true && facts.unsavedChanges === 0) return call.children;

  return (
    <section className="cn-root" aria-label="Notes">
      <InSlot>
        <SaveState state={state} text={text} />
      </InSlot>
      {phase === 'open' ? (
        <EditorBoundary text={text} fallback={call.children}>
          <SteadyEditor
            session={session}
            call={call}
            canWrite={canWrite}
            callStatus={facts.access?.callStatus ?? null}
            itemVotes={callState?.votes ?? null}
            ticks={callState?.ticks ?? null}
            announce={announce}
            readOut={readOut}
          />
        </EditorBoundary>
      ) : null}
      {phase === 'opening' ? <Waiting>{call.children}</Waiting> : null}
      {phase === 'outdated' ? <Outdated text={text}>{call.children}</Outdated> : null}
      <Announcements spoken={spoken} />
    </section>
  );
}

/** Tells the page around the notes when something that it shows of the call's state is another than it was. */
function useTellMoves(now: string | undefined): void {
  const before = useRef(now);
  useEffect(() => {
    if (now === undefined || now === before.current) return;
    if (before.current !== undefined) window.dispatchEvent(new Event(CALL_MOVED));
    before.current = now;
  }, [now]);
}

const never = (): (() => void) => () => undefined;
const findSlot = (): Element | null => document.querySelector(`#${SAVE_STATE_SLOT}`);

/** Puts the save state next to the page's title, where the page has a place for it. */
function InSlot({ children }: { children: ReactNode }) {
  const slot = useSyncExternalStore(never, findSlot, () => null);
  return slot === null ? <div className="cn-state-row">{children}</div> : createPortal(children, slot);
}

function Outdated({ text, children }: { text: () => string; children: ReactNode }) {
  return (
    <>
      <div role="alert" className="cn-notice">
        <p>Callnotes was updated. Reload the page to go on; your text is kept.</p>
        <p className="cn-notice-actions">
          <button
            type="button"
            className="cn-small-button"
            onClick={() => {
              window.location.reload();
            }}
          >
            Reload
          </button>
          <CopyMyText text={text} />
        </p>
      </div>
      {children}
    </>
  );
}

function Waiting({ children }: { children: ReactNode }) {
  return (
    <div aria-busy="true">
      {children ?? (
        <div className="cn-skeleton" aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
        </div>
      )}
    </div>
  );
}
