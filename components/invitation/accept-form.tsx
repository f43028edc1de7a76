'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { acceptInvitation } from '#server/actions/accept-invitation.ts';

type AcceptFormProps = {
  token: string;
  /** The name of whoever is signed in; null for somebody who gets an account with the invitation. */
  as: string | null;
  /** The address of that account. */
  email?: string;
};

/** Accepts an invitation, and sets up the account where there is none. */
export function AcceptForm({ token, as, email }: AcceptFormProps) {
  return (
    <ActionForm action={acceptInvitation} className="grid gap-4" label="Accept the invitation">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="token" value={token} />
          {as === null ? (
            <>
              <p>
                You get an account for <strong className="font-medium wrap-anywhere">{email}</strong>.
              </p>
              <Field
                name="name"
                label="Your name"
                hint="As others on the calls will see it."
                autoComplete="name"
                required
                maxLength={80}
                className="max-sm:h-11"
                defaultValue={state.values['name']}
                error={state.details['name']}
              />
              <Field
                name="password"
                label="Password"
                type="password"
                hint="At least 10 characters, or none: you can always sign in by mail."
                autoComplete="new-password"
                minLength={10}
                className="max-sm:h-11"
                error={state.details['password']}
              />
            </>
          ) : null}
          <Button type="submit" look="primary" size="large" className="max-sm:h-11" disabled={pending}>
            {as === null ? 'Accept and make the account' : `Accept as ${as}`}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
