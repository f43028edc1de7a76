'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { signInByLink } from '#server/actions/sign-in-by-link.ts';

type LinkFormProps = { token: string; callbackUrl: string };

/** The one button behind a mail's link: whoever only opens the link, such as a mail scanner, uses nothing up. */
export function LinkForm({ token, callbackUrl }: LinkFormProps) {
  return (
    <ActionForm action={signInByLink} className="grid gap-4" label="Sign in by the mail">
      {({ pending }) => (
        <>
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="callbackUrl" value={callbackUrl} />
          <Button type="submit" look="primary" size="large" className="max-sm:h-11" disabled={pending}>
            {pending ? 'Signing in' : 'Sign in'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
