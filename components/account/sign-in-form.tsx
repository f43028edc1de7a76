'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { signIn } from '#server/actions/sign-in.ts';

export function SignInForm({ callbackUrl }: { callbackUrl: string }) {
  return (
    <ActionForm action={signIn} className="grid gap-4" label="Sign in">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <Field
            name="email"
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            defaultValue={state.values['email']}
          />
          <Field name="password" label="Password" type="password" autoComplete="current-password" required />
          <Button type="submit" look="primary" size="large" disabled={pending}>
            {pending ? 'Signing in' : 'Sign in'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
