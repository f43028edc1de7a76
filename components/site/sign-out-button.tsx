'use client';

import { useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { wipeLocalCopies } from '#components/editor/wipe-local-copies.ts';
import { signOut } from '#server/actions/sign-out.ts';

/** Ends the session and takes the local copies of notes off this device; a plain form without JavaScript. */
export function SignOutButton() {
  const [pending, startTransition] = useTransition();
  return (
    <form
      action={signOut}
      onSubmit={(event) => {
        event.preventDefault();
        startTransition(async () => {
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
