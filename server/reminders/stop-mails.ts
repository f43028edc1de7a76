import { readStopToken } from '#server/auth/stop-link.ts';
import { setReminders } from '#server/db/memberships.ts';

/** Stops the mails that a link from one of them names. Returns false for a link that this server has not made. */
export async function stopMails(token: string): Promise<boolean> {
  const link = readStopToken(token);
  if (link === null) return false;
  await setReminders(link.seriesId, link.userId, false);
  return true;
}
