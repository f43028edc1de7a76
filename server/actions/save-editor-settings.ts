import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { keyClashes } from '#lib/keys/key-clashes.ts';
import type { KeyFacts } from '#lib/keys/key-facts.ts';
import { ownSettings } from '#lib/policy/own-settings.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import { MAX_TYPING_LAG_MS, parseEditorSettings } from '#lib/settings/parse-editor-settings.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { saveEditorSettings as store } from '#server/db/editor-settings.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const rowId = z.string().max(64);
const lag = 'Write a number of seconds from 0 to 60.';
const sent = z.object({
  leader: z.string().max(40),
  keys: z.record(rowId, z.array(z.string().max(40)).max(4)),
  chords: z.record(rowId, z.string().max(4)),
  typingLagMs: z.int({ error: lag }).min(0, { error: lag }).max(MAX_TYPING_LAG_MS, { error: lag }),
  announceLines: z.boolean(),
});
const schema = z.object({
  settings: z
    .string()
    .max(20_000)
    .transform((text) => parseJson(text))
    .pipe(sent),
});

/**
 * Stores what the asker has set about writing notes, for themselves alone. Keys of `table` that clash are refused, each with
 * its sentence under its row. The page hands the table over, because actions do not know the editor.
 */
export async function saveEditorSettings(table: readonly KeyFacts[], form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ settings }) => {
    const userId = ownSettings(await currentActor());
    if (userId === null) {
      throw new AppError('unauthenticated', { message: 'Sign in to keep settings. Nothing was changed.' });
    }
    const known = ofTable(table, settings);
    const clashes = keyClashes(table, known);
    if (clashes.length > 0) {
      throw new AppError('invalid', {
        message: 'Some keys cannot be as they are set. Nothing was changed.',
        details: Object.fromEntries(clashes.map(({ rowId: row, text }) => [row, text])),
      });
    }
    await store(userId, parseEditorSettings(known));
    revalidatePath('/', 'layout');
    return 'Your settings are saved.';
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The settings without rows that the table does not have, such as those of an older page. */
function ofTable(table: readonly KeyFacts[], settings: EditorSettings): EditorSettings {
  const ids = new Set(table.map(({ id }) => id));
  const known = <T>(rows: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(rows).filter(([id]) => ids.has(id)));
  return { ...settings, keys: known(settings.keys), chords: known(settings.chords) };
}
