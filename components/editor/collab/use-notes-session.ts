'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { mustAskBeforeLeaving, saveState, type SaveFacts, type SaveState } from '#lib/collab/save-state.ts';
import { NotesSession, type NotesSessionOptions, type SessionSnapshot } from './notes-session.ts';

/** The page's session of a call, made when the page is shown and ended with it; null before the first effect. */
export function useNotesSession({
  callId,
  lineage,
  userId,
}: Omit<NotesSessionOptions, 'server'>): NotesSession | null {
  const [session, setSession] = useState<NotesSession | null>(null);
  useEffect(() => {
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    const opened = new NotesSession({
      callId,
      lineage,
      userId,
      server: `${scheme}://${window.location.host}`,
    });
    let gone = false;
    queueMicrotask(() => {
      if (!gone) setSession(opened);
    });
    void opened.start();
    return () => {
      gone = true;
      setSession(null);
      opened.destroy();
    };
  }, [callId, lineage, userId]);
  return session;
}

/** What is known about a session now. */
export function useSnapshot(session: NotesSession): SessionSnapshot {
  return useSyncExternalStore(session.subscribe, session.getSnapshot, session.getSnapshot);
}

/** The save state, kept true while time passes, and a question before the page is left with something unsaved. */
export function useSaveState(session: NotesSession): SaveState {
  const { facts } = useSnapshot(session);
  const [now, setNow] = useState(() => performance.now());
  const state = saveState({ ...facts, now: Math.max(now, latest(facts)) });
  const ticking = state.kind === 'reconnecting' || state.kind === 'saving';

  useEffect(() => {
    if (!ticking) return undefined;
    const timer = setInterval(() => {
      setNow(performance.now());
    }, 250);
    return () => {
      clearInterval(timer);
    };
  }, [ticking]);

  useEffect(() => {
    function ask(event: BeforeUnloadEvent): void {
      if (mustAskBeforeLeaving(session.getSnapshot().facts)) event.preventDefault();
    }
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [session]);
  return state;
}

// The tick may be older than what just happened; time never runs backwards in the shown seconds.
function latest(facts: SaveFacts): number {
  return facts.unsavedSince ?? 0;
}
