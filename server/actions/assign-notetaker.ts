'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { updateCall } from '#server/db/calls.ts';
import { listMembers } from '#server/db/memberships.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ callId: z.string().max(64), userId: z.string().max(64) });

/** Says who takes the notes of a call; an empty user means nobody. */
export async function assignNotetaker(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, userId }) => {
    const call = await requireCall(callId, 'run');
    if (userId !== '') {
      const members = await listMembers(call.seriesId);
      if (!members.some((member) => member.userId === userId && member.role !== 'reader')) {
        throw new AppError('invalid', {
          message: 'Only somebody who takes part in this series can take its notes. Nothing was changed.',
        });
      }
    }
    await updateCall(callId, { notetakerId: userId === '' ? null : userId });
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return userId === '' ? 'Nobody is the notetaker now.' : 'The notetaker is assigned.';
  });
}
