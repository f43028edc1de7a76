'use client';

import { EmailField, NameField } from '#components/account/account-fields.tsx';
import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { setUpOwner } from '#server/actions/set-up-owner.ts';

export function SetupForm({ token }: { token: string }) {
  return (
    <ActionForm action={setUpOwner} className="grid gap-4" label="Set up Callnotes">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="token" value={token} />
          <NameField state={state} />
          <EmailField state={state} />
          <Field
            name="password"
            label="Password"
            type="password"
            hint="At least 10 characters. A few words in a row are good."
            autoComplete="new-password"
            required
            minLength={10}
            error={state.details['password']}
          />
          <Button type="submit" look="primary" size="large" disabled={pending}>
            {pending ? 'Making your account' : 'Make the owner account'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
