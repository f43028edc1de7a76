import { parseEditorSettings } from '#lib/settings/parse-editor-settings.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import { prisma } from './client.ts';

/** What a user has set about writing notes; the defaults where nothing sound is stored. */
export async function findEditorSettings(userId: string): Promise<EditorSettings> {
  const user = await prisma().user.findUnique({ where: { id: userId }, select: { settings: true } });
  return parseEditorSettings(user?.settings);
}

/** Stores what a user has set. Does nothing when the account is gone. */
export async function saveEditorSettings(userId: string, settings: EditorSettings): Promise<void> {
  await prisma().user.updateMany({ where: { id: userId }, data: { settings } });
}
