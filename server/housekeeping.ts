import { pruneAccessChanges } from './db/access-changes.ts';
import { pruneCallMails } from './db/call-mails.ts';
import { deleteExpiredSessions } from './db/sessions.ts';
import { deleteOldSignInMails } from './db/sign-in-mails.ts';
import { log } from './log.ts';

const EVERY_MS = 15 * 60 * 1000;

/** Removes what nobody needs any more, now and then. Returns the function that ends it. */
export function keepHouse(): () => void {
  const timer = setInterval(() => {
    tidy().catch((error: unknown) => {
      log.warn({ err: error }, 'housekeeping failed');
    });
  }, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

async function tidy(): Promise<void> {
  const changes = await pruneAccessChanges();
  const mails = await pruneCallMails();
  const sessions = await deleteExpiredSessions();
  const signInMails = await deleteOldSignInMails();
  log.debug({ changes, mails, sessions, signInMails }, 'housekeeping done');
}
