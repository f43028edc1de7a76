'use client';

import { NameField } from '#components/account/account-fields.tsx';
import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { makeAccount } from '#server/actions/make-account.ts';

/** What somebody new is called. */
export function NameForm({ callbackUrl }: { callbackUrl: string }) {
  return (
    <ActionForm action={makeAccount} className="grid gap-4" label="What are you called?">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <NameField state={state} />
          <Button type="submit" look="primary" size="large" className="max-sm:h-11" disabled={pending}>
            {pending ? 'Making your account' : 'Make my account'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
