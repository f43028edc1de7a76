import 'server-only';
import { ownSettings } from '#lib/policy/own-settings.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { findEditorSettings } from '#server/db/editor-settings.ts';

/** What the asker has set about writing notes; null for whoever is not signed in. */
export async function editorSettingsView(): Promise<EditorSettings | null> {
  const userId = ownSettings(await currentActor());
  return userId === null ? null : findEditorSettings(userId);
}
