import 'server-only';
import { currentActor } from '#server/auth/current-actor.ts';
import { offeredProviders, type OfferedProvider } from '#server/auth/providers.ts';
import { setupNeeded } from '#server/auth/setup-needed.ts';
import { loadEnv } from '#server/env.ts';

export type SignInView = {
  signedIn: boolean;
  setupNeeded: boolean;
  /** Whether mails reach people; without a mail server they stand in the server's log. */
  mailSetUp: boolean;
  /** Other sites to sign in with, in the order in which they are offered. */
  providers: OfferedProvider[];
};

/** What the sign-in page needs to know. */
export async function signInView(): Promise<SignInView> {
  const actor = await currentActor();
  return {
    signedIn: actor.kind === 'user' && !actor.guest,
    setupNeeded: await setupNeeded(),
    mailSetUp: loadEnv().smtpUrl !== null,
    providers: offeredProviders(),
  };
}
