'use client';

import { useSyncExternalStore } from 'react';

/** Fingers, or too little room for a toolbar with everything. */
const PHONE = '(pointer: coarse), (max-width: 40rem)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(PHONE);
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}

/** Whether the notes are written by thumb, or on a screen as narrow as that. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
}
