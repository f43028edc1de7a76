'use client';

import { useState, type MouseEvent } from 'react';
import { EmailField } from '#components/account/account-fields.tsx';
import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { signIn } from '#server/actions/sign-in.ts';

type SignInFormProps = {
  callbackUrl: string;
  /** Whether mails reach people: then a mail is the first way offered. */
  mailSetUp: boolean;
};

const wide = 'max-sm:h-11';

/** The fields of one way at a time, by password or by mail, with a button that leads to the other. */
export function SignInForm({ callbackUrl, mailSetUp }: SignInFormProps) {
  const [chosen, setChosen] = useState<'mail' | 'password' | null>(null);
  // Without JavaScript the server shows the other way; here nothing has to be asked, and what is typed meanwhile stays.
  function choose(way: 'mail' | 'password') {
    return (event: MouseEvent) => {
      event.preventDefault();
      setChosen(way);
    };
  }
  return (
    <ActionForm action={signIn} className="grid gap-4" label="Sign in">
      {({ state, pending }) => {
        const asked = state.values['way'];
        const byMail = chosen === null ? (asked?.endsWith('mail') ?? mailSetUp) : chosen === 'mail';
        return (
          <>
            <input type="hidden" name="callbackUrl" value={callbackUrl} />
            <EmailField state={state} />
            {byMail ? (
              <>
                <Button
                  type="submit"
                  name="way"
                  value="mail"
                  look="primary"
                  size="large"
                  className={wide}
                  disabled={pending}
                >
                  Mail me a link and a code
                </Button>
                {mailSetUp ? null : (
                  <p className="text-small text-soft">
                    No mail server is set up here: the mail is printed in the server’s log.
                  </p>
                )}
                <Button
                  type="submit"
                  name="way"
                  value="show-password"
                  look="quiet"
                  size="large"
                  className={wide}
                  formNoValidate
                  disabled={pending}
                  onClick={choose('password')}
                >
                  Use a password
                </Button>
              </>
            ) : (
              <>
                <Field
                  name="password"
                  label="Password"
                  type="password"
                  autoComplete="current-password"
                  required
                  error={state.details['password']}
                />
                <Button
                  type="submit"
                  name="way"
                  value="password"
                  look="primary"
                  size="large"
                  className={wide}
                  disabled={pending}
                >
                  {pending ? 'Signing in' : 'Sign in'}
                </Button>
                <Button
                  type="submit"
                  name="way"
                  value="show-mail"
                  look="quiet"
                  size="large"
                  className={wide}
                  formNoValidate
                  disabled={pending}
                  onClick={choose('mail')}
                >
                  Use a mail instead
                </Button>
              </>
            )}
          </>
        );
      }}
    </ActionForm>
  );
}
