'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { signInByCode } from '#server/actions/sign-in-by-code.ts';

/** The six digits of the mail that this browser asked for. */
export function CodeForm({ callbackUrl }: { callbackUrl: string }) {
  return (
    <ActionForm action={signInByCode} className="grid gap-4" label="Digits of the mail">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <Field
            name="code"
            label="Six digits"
            hint="They stand in the mail, and count only in this browser."
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            className="tabular h-11 text-lead tracking-widest"
            defaultValue={state.values['code']}
            error={state.details['code']}
          />
          <Button type="submit" look="primary" size="large" className="max-sm:h-11" disabled={pending}>
            {pending ? 'Signing in' : 'Sign in'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
