import 'server-only';
import { readStopToken } from '#server/auth/stop-link.ts';
import { prisma } from '#server/db/client.ts';

/** What the link in a mail stops: the series, and whether its mails still come; null for a link that nobody was given. */
export async function stopRemindersView(
  token: string,
): Promise<{ seriesTitle: string; reminders: boolean } | null> {
  const link = readStopToken(token);
  if (link === null) return null;
  const membership = await prisma().membership.findUnique({
    where: { seriesId_userId: link },
    select: { reminders: true, series: { select: { title: true } } },
  });
  if (membership === null) return null;
  return { seriesTitle: membership.series.title, reminders: membership.reminders };
}
