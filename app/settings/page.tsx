import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { keyFacts } from '#components/editor/keys/key-facts.ts';
import { EditorSettingsForm } from '#components/settings/editor-settings-form.tsx';
import { OwnNameForm } from '#components/settings/own-name-form.tsx';
import { PasswordForm } from '#components/settings/password-form.tsx';
import { SessionList } from '#components/settings/session-list.tsx';
import { PageHeader } from '#components/site/page-header.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import type { FormState } from '#server/actions/form-state.ts';
import { saveEditorSettings } from '#server/actions/save-editor-settings.ts';
import { maySeeServer } from '#server/queries/server-view.ts';
import { accountView } from '#server/queries/account-view.ts';
import { editorSettingsView } from '#server/queries/editor-settings-view.ts';

export const metadata: Metadata = { title: 'Settings' };

async function save(_before: FormState, form: FormData): Promise<FormState> {
  'use server';
  return saveEditorSettings(keyFacts(), form);
}

export default async function SettingsPage() {
  const settings = await editorSettingsView();
  const account = await accountView();
  if (settings === null || account === null) redirect('/sign-in?callbackUrl=/settings');
  return (
    <>
      <PageHeader
        title="Settings"
        lead={
          <>
            What you are called, how you write notes and{' '}
            <a href="#settings-sessions" className="text-link">
              where you are signed in
            </a>
            : the same on each of your devices.
          </>
        }
        aside={
          (await maySeeServer()) ? (
            <ButtonLink href="/settings/server" className="max-sm:h-11">
              How the server does
            </ButtonLink>
          ) : null
        }
      />
      <div className="pb-10">
        <OwnNameForm name={account.name} />
      </div>
      <EditorSettingsForm table={keyFacts()} settings={settings} save={save} />
      <div className="grid gap-10 pt-10 pb-16">
        <SessionList sessions={account.sessions} />
        {account.email === null ? null : (
          <PasswordForm email={account.email} hasPassword={account.hasPassword} />
        )}
      </div>
    </>
  );
}
