'use client';

import { NameField } from '#components/account/account-fields.tsx';
import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { changeOwnName } from '#server/actions/change-own-name.ts';
import { SettingsSection } from './settings-section.tsx';

/** What somebody is called, to be changed. */
export function OwnNameForm({ name }: { name: string }) {
  return (
    <SettingsSection id="settings-name" title="Name">
      <ActionForm action={changeOwnName} className="grid max-w-sm gap-4" label="Name">
        {({ state, pending }) => (
          <>
            <NameField
              state={state}
              name={name}
              hint="As others see it. Notes written so far go on knowing you by the name you had."
            />
            <div>
              <Button type="submit" size="large" className="max-sm:h-11" disabled={pending}>
                Change the name
              </Button>
            </div>
          </>
        )}
      </ActionForm>
    </SettingsSection>
  );
}
