'use client';

import Link from 'next/link';
import { useActionState, type ReactNode } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { idleForm, type FormState } from '#server/actions/form-state.ts';

type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

type ActionFormProps = {
  action: FormAction;
  className?: string;
  /** Names the form for those who do not see it. */
  label?: string;
  children: (form: { state: FormState; pending: boolean }) => ReactNode;
};

/** A form sent to a server action; works before and without JavaScript, and says what went wrong above its fields. */
export function ActionForm({ action, className, label, children }: ActionFormProps) {
  const [state, send, pending] = useActionState(action, idleForm);
  return (
    <form action={send} className={className} aria-label={label}>
      {state.status === 'failed' && state.message !== null ? (
        <Notice tone="danger" announce="alert">
          {state.message}
        </Notice>
      ) : null}
      {state.status === 'done' && state.message !== null ? (
        <Notice tone="done" announce="status">
          {state.message}
          {state.link === undefined ? null : (
            <>
              {' '}
              <Link href={state.link.href} className="text-link">
                {state.link.text}
              </Link>
            </>
          )}
        </Notice>
      ) : null}
      {children({ state, pending })}
    </form>
  );
}
