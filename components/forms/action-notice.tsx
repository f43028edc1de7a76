'use client';

import { useEffect, useRef } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import type { FormState } from '#server/actions/form-state.ts';

/** What came of an action whose form may be gone with what it was about: it takes the focus then. */
export function ActionNotice({ state }: { state: FormState }) {
  const word = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.status === 'done') word.current?.focus();
  }, [state]);
  const failed = state.status === 'failed';
  return (
    <div ref={word} tabIndex={-1} className="mb-3 empty:hidden">
      {state.message === null ? null : (
        <Notice tone={failed ? 'danger' : 'done'} announce={failed ? 'alert' : 'status'}>
          {state.message}
        </Notice>
      )}
    </div>
  );
}
