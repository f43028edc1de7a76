'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { CALL_MOVED } from '#components/editor/notes-editor-props.ts';
import { serverAnswers } from '#components/site/server-answers.ts';

// Next answers a refresh that cannot be fetched by loading the page anew, which throws an open editor away for the
// browser's error page.
async function refreshWhenReachable(refresh: () => void): Promise<void> {
  if (await serverAnswers()) refresh();
}

/** Asks for the page anew now and then while it is being looked at, so that a call's state and notes are followed. */
export function KeepFresh({ everyMs }: { everyMs: number }) {
  const router = useRouter();
  useEffect(() => {
    const refresh = (): void => void refreshWhenReachable(() => router.refresh());
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, everyMs);
    window.addEventListener(CALL_MOVED, refresh);
    return () => {
      clearInterval(timer);
      window.removeEventListener(CALL_MOVED, refresh);
    };
  }, [router, everyMs]);
  return null;
}
