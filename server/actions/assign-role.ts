'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { callRoles } from '#lib/policy/call-roles.ts';
import { assignCallRole } from '#server/db/calls.ts';
import { listMembers } from '#server/db/memberships.ts';
import { publishAccess } from './publish-access.ts';
import { requireCall } from './require-call.ts';
import type { FormState } from './form-state.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  callId: z.string().max(64),
  role: z.enum(callRoles),
  userId: z.string().max(64),
});

const words = { notetaker: 'the notetaker', backup: 'the backup', chair: 'the chair of this call' } as const;

/** Says who takes the notes of a call, who would instead, or who chairs it; an empty user means nobody. */
export async function assignRole(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ callId, role, userId }) => {
    const { seriesId } = await requireCall(callId, 'run');
    const members = await listMembers(seriesId);
    const member = members.find((one) => one.userId === userId && one.role !== 'reader');
    if (userId !== '' && member === undefined) {
      throw new AppError('invalid', {
        message: 'Only somebody who takes part in this series can do that. Nothing was changed.',
      });
    }
    await assignCallRole(callId, role, member?.userId ?? null);
    publishAccess({ callId });
    revalidatePath('/', 'layout');
    return `${member?.name ?? 'Nobody'} is ${words[role]} now.`;
  });
}
