import { AppError } from '#lib/errors.ts';
import { findCallByGuestToken } from '#server/db/calls.ts';
import { createGuest } from '#server/db/guests.ts';
import { parsePersonName } from './person-name.ts';
import { countAttempt } from './rate-limits.ts';

/**
 * A guest account for one call, made for whoever holds the call's link and says a name.
 * @throws AppError not_found when no call that allows guests has this link, invalid for an unusable name, too_many.
 */
export async function joinAsGuest(
  guestToken: string,
  name: string,
  address: string,
): Promise<{ id: string; name: string }> {
  await countAttempt('join', address);
  const call = await findCallByGuestToken(guestToken);
  if (call === null || !call.guestsAllowed) {
    throw new AppError('not_found', {
      message: 'This link does not open a call any more. Ask for a new one.',
    });
  }
  const guest = await createGuest({ callId: call.id, name: parsePersonName(name) });
  return { id: guest.id, name: guest.name };
}
