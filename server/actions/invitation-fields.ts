import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { invitationDays, type InvitationDays } from '#lib/invitations/invitation-terms.ts';
import { seriesRoles, type Actor, type SeriesRole } from '#lib/policy/access.ts';
import { requireSeries, type SeriesOfAction } from './require-series.ts';

/** What every form that invites asks for: to which series, as what, for how long. */
export const invitationFields = {
  seriesId: z.string().max(64),
  role: z.enum(seriesRoles, 'Choose a role.'),
  days: z
    .string()
    .transform((text) => invitationDays.find((days) => String(days) === text))
    .refine((days): days is InvitationDays => days !== undefined, 'Choose when it ends.'),
};

export type Inviting = SeriesOfAction & { inviter: Extract<Actor, { kind: 'user' }> };

/**
 * The series that somebody is invited to, once policy lets the asker give away the role.
 * @throws AppError as `requireSeries`; forbidden for a role that the asker gives nobody.
 */
export async function requireInviting(seriesId: string, role: SeriesRole): Promise<Inviting> {
  const series = await requireSeries({ id: seriesId }, 'invite');
  const { actor, access } = series;
  if (actor.kind !== 'user' || !access.grants.includes(role)) {
    throw new AppError('forbidden', {
      message: 'Only an owner makes owners and chairs. Nobody was invited.',
    });
  }
  return { ...series, inviter: actor };
}
