'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { roleChangeRefusal } from '#lib/policy/series-roles.ts';
import { changeMemberRole } from '#server/db/memberships.ts';
import type { FormState } from './form-state.ts';
import { publishAccess } from './publish-access.ts';
import { requireSeries } from './require-series.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64), userId: z.string().max(64) });

/** Takes a member out of a series, or lets the asker leave it; open pages follow within a second. */
export async function removeMember(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, userId }) => {
    const { id, actor } = await requireSeries({ id: seriesId }, 'seeMembers');
    const actorId = actor.kind === 'user' ? actor.userId : '';
    const name = await changeMemberRole({ seriesId: id, userId, to: null, actorId }, (series, change) =>
      roleChangeRefusal(actor, series, change),
    );
    publishAccess({ userId, seriesId: id });
    revalidatePath('/', 'layout');
    if (userId === actorId) redirect('/');
    return `${name} is not a member any more.`;
  });
}
