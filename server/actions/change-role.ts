'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { seriesRoles } from '#lib/policy/access.ts';
import { roleWords } from '#lib/policy/role-words.ts';
import { roleChangeRefusal } from '#lib/policy/series-roles.ts';
import { changeMemberRole } from '#server/db/memberships.ts';
import type { FormState } from './form-state.ts';
import { publishAccess } from './publish-access.ts';
import { requireSeries } from './require-series.ts';
import { runAction } from './run-action.ts';

const schema = z.object({
  seriesId: z.string().max(64),
  userId: z.string().max(64),
  role: z.enum(seriesRoles, 'Choose a role.'),
});

/** Gives a member of a series another role; their open pages follow within a second. */
export async function changeRole(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, userId, role }) => {
    const { id, actor } = await requireSeries({ id: seriesId }, 'seeMembers');
    const name = await changeMemberRole(
      { seriesId: id, userId, to: role, actorId: actor.kind === 'user' ? actor.userId : '' },
      (series, change) => roleChangeRefusal(actor, series, change),
    );
    publishAccess({ userId, seriesId: id });
    revalidatePath('/', 'layout');
    return `${name} is ${roleWords[role].article} now.`;
  });
}
