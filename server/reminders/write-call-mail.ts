import { callMail } from '#lib/reminders/call-mail.ts';
import { stopToken } from '#server/auth/stop-link.ts';
import type { CallMail } from '#server/db/call-mails.ts';
import { prisma } from '#server/db/client.ts';
import { loadEnv } from '#server/env.ts';
import type { Mail } from '#server/mail/send-mail.ts';

/**
 * The mail that was written down, as it is to be sent at `now`; null when it is no longer true, or not wanted any more: the
 * call was moved on, held or cancelled, or the member left, has no address or stopped such mails.
 */
export async function writeCallMail(queued: CallMail, now: Date): Promise<Mail | null> {
  const call = await prisma().call.findUnique({
    where: { id: queued.callId },
    select: {
      number: true,
      title: true,
      status: true,
      startsAt: true,
      lengthMinutes: true,
      cancelledAt: true,
      cancelReason: true,
      calendarSequence: true,
      notetaker: { select: { name: true } },
      items: {
        orderBy: { position: 'asc' },
        select: { key: true, level: true, title: true, minutes: true, proposer: true },
      },
      series: {
        select: {
          id: true,
          slug: true,
          title: true,
          zone: true,
          recordingChannel: true,
          memberships: {
            where: { userId: queued.userId, reminders: true, user: { guest: false } },
            select: { user: { select: { name: true, email: true } } },
          },
        },
      },
    },
  });
  const member = call?.series.memberships[0]?.user;
  if (call === null || member?.email == null || call.startsAt === null) return null;
  if (call.status !== 'planned' || call.startsAt <= now || !isStillTrue(queued, call)) return null;

  const { publicUrl } = loadEnv();
  const stop = `${publicUrl}/reminders/${stopToken({ seriesId: call.series.id, userId: queued.userId })}`;
  const { subject, text } = callMail({
    kind: queued.kind,
    series: call.series,
    call: { ...call, startsAt: call.startsAt, notetaker: call.notetaker?.name ?? null },
    previous: queued.previous,
    agenda: call.items,
    url: `${publicUrl}/${call.series.slug}/${String(call.number)}`,
    stopUrl: stop,
  });
  return {
    to: { name: member.name, address: member.email },
    subject,
    text,
    headers: {
      'List-Unsubscribe': `<${stop}/stop>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
    },
  };
}

type CallNow = { startsAt: Date | null; cancelledAt: Date | null; calendarSequence: number };

function isStillTrue(queued: CallMail, call: CallNow): boolean {
  if (queued.kind === 'cancelled') {
    return call.cancelledAt !== null && call.calendarSequence === queued.sequence;
  }
  return call.cancelledAt === null && call.startsAt?.getTime() === queued.startsAt.getTime();
}
