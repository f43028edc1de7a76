'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { setPassword } from '#server/actions/set-password.ts';
import { SettingsSection } from './settings-section.tsx';

type PasswordFormProps = { email: string; hasPassword: boolean };

/** Sets a password, or changes the one there is. */
export function PasswordForm({ email, hasPassword }: PasswordFormProps) {
  return (
    <SettingsSection id="settings-password" title="Password">
      <ActionForm action={setPassword} className="grid max-w-sm gap-4" label="Password">
        {({ state, pending }) => (
          <>
            <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
            {hasPassword ? (
              <Field
                name="oldPassword"
                label="Password so far"
                type="password"
                autoComplete="current-password"
                required
                error={state.details['oldPassword']}
              />
            ) : (
              <p className="text-soft">You have none: you sign in by mail or over another site.</p>
            )}
            <Field
              name="password"
              label="New password"
              type="password"
              hint="At least 10 characters. A few words in a row are good. You are signed out everywhere else."
              autoComplete="new-password"
              required
              minLength={10}
              error={state.details['password']}
            />
            <div>
              <Button type="submit" size="large" className="max-sm:h-11" disabled={pending}>
                {hasPassword ? 'Change the password' : 'Set the password'}
              </Button>
            </div>
          </>
        )}
      </ActionForm>
    </SettingsSection>
  );
}
