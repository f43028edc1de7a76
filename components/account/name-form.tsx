'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { makeAccount } from '#server/actions/make-account.ts';

/** What somebody new is called. */
export function NameForm({ callbackUrl }: { callbackUrl: string }) {
  return (
    <ActionForm action={makeAccount} className="grid gap-4" label="What are you called?">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <Field
            name="name"
            label="Your name"
            hint="As others on the call will see it."
            autoComplete="name"
            required
            maxLength={80}
            defaultValue={state.values['name']}
            error={state.details['name']}
          />
          <Button type="submit" look="primary" size="large" className="max-sm:h-11" disabled={pending}>
            {pending ? 'Making your account' : 'Make my account'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
