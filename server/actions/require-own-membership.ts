import { AppError } from '#lib/errors.ts';
import { ownSettings } from '#lib/policy/own-settings.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { roleOf } from '#server/db/memberships.ts';

/**
 * The user who asks, as a member who sets something of their own in a series.
 * @throws AppError not_found for whoever is no member.
 */
export async function requireOwnMembership(seriesId: string): Promise<string> {
  const userId = ownSettings(await currentActor());
  if (userId === null || (await roleOf(seriesId, userId)) === null) {
    throw new AppError('not_found', { message: 'You are no member of this series. Nothing was changed.' });
  }
  return userId;
}
