import 'server-only';
import { currentActor } from '#server/auth/current-actor.ts';
import { setupNeeded } from '#server/auth/setup-needed.ts';

/** What the sign-in page needs to know. */
export async function signInView(): Promise<{ signedIn: boolean; setupNeeded: boolean }> {
  const actor = await currentActor();
  return { signedIn: actor.kind === 'user' && !actor.guest, setupNeeded: await setupNeeded() };
}
