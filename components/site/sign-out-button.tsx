'use client';

import { useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { wipeLocalCopies } from '#components/editor/wipe-local-copies.ts';
import { signOut } from '#server/actions/sign-out.ts';
import { serverAnswers } from './server-answers.ts';

/** Ends the session and takes the local copies of notes off this device; a plain form without JavaScript. */
export function SignOutButton() {
  const [pending, startTransition] = useTransition();
  return (
    <form
      action={signOut}
      onSubmit={(event) => {
        event.preventDefault();
        startTransition(async () => {
          // Copies may hold text that no server has; without a server the session would go on without it.
          if (!(await serverAnswers())) {
            toast.error('The server cannot be reached, so you are still signed in and your notes are kept.');
            return;
          }
          await wipeLocalCopies();
          await signOut();
        });
      }}
    >
      <Button type="submit" look="quiet" size="small" disabled={pending}>
        Sign out
      </Button>
    </form>
  );
}
