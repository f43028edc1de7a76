import { AppError } from '#lib/errors.ts';
import type { CallAccess } from '#lib/policy/access.ts';
import { callAccess, type AccessToCall } from '#server/auth/call-access.ts';
import { currentActor } from '#server/auth/current-actor.ts';

/**
 * The call that an action names, once policy allows what the action does.
 * @throws AppError not_found for a call that is absent or hidden from the asker, forbidden for one they may only read.
 */
export async function requireCall(callId: string, right: keyof CallAccess): Promise<AccessToCall> {
  const call = await callAccess(await currentActor(), callId);
  if (call === null || !call.access.read) {
    throw new AppError('not_found', { message: 'There is no such call, or you may not open it.' });
  }
  if (call.access[right] !== true) {
    throw new AppError('forbidden', {
      message: 'Your role in this series does not allow that. Nothing was changed.',
    });
  }
  return call;
}
