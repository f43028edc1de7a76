import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { keyFacts } from '#components/editor/keys/key-facts.ts';
import { EditorSettingsForm } from '#components/settings/editor-settings-form.tsx';
import { PageHeader } from '#components/site/page-header.tsx';
import type { FormState } from '#server/actions/form-state.ts';
import { saveEditorSettings } from '#server/actions/save-editor-settings.ts';
import { editorSettingsView } from '#server/queries/editor-settings-view.ts';

export const metadata: Metadata = { title: 'Settings' };

async function save(_before: FormState, form: FormData): Promise<FormState> {
  'use server';
  return saveEditorSettings(keyFacts(), form);
}

export default async function SettingsPage() {
  const settings = await editorSettingsView();
  if (settings === null) redirect('/sign-in?callbackUrl=/settings');
  return (
    <>
      <PageHeader
        title="Settings"
        lead="How you write notes: for you alone, and the same on each of your devices."
      />
      <EditorSettingsForm table={keyFacts()} settings={settings} save={save} />
    </>
  );
}
