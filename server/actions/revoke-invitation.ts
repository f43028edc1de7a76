'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { revokeInvitation as revoke } from '#server/db/invitations.ts';
import type { FormState } from './form-state.ts';
import { requireSeries } from './require-series.ts';
import { runAction } from './run-action.ts';

const schema = z.object({ seriesId: z.string().max(64), invitationId: z.string().max(64) });

/** Ends an invitation: its link opens nothing from now on. Who came in by it stays. */
export async function revokeInvitation(_before: FormState, form: FormData): Promise<FormState> {
  return runAction(form, schema, async ({ seriesId, invitationId }) => {
    const series = await requireSeries({ id: seriesId }, 'invite');
    await revoke({ seriesId: series.id, id: invitationId });
    revalidatePath('/', 'layout');
    return 'The invitation is revoked.';
  });
}
