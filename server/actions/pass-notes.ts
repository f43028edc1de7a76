'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { passNotesOn } from '#server/planning/pass-notes-on.ts';
import { publishAccess } from './publish-access.ts';
import { requireTurn } from './require-turn.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64), from: z.string().max(64) });

/** Hands the notes of a call on to whose turn is next. */
export async function passNotes(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, from }) => {
    await requireTurn(callId, 'pass');
    const name = await passNotesOn(callId, from);
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return `${name} is asked now.`;
  });
}
