import { prisma, type Transaction } from './client.ts';
import type { Call, CallMail, CallMailKind } from './generated/client.ts';

export type { CallMail } from './generated/client.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long before a call its members are reminded of it, in milliseconds. */
const AHEAD_MS = DAY_MS;
/** How near a call must be for its members to be told by mail that it was moved or cancelled, in milliseconds. */
const SOON_MS = 2 * DAY_MS;
/** How long after the call a mail is remembered, in milliseconds. */
const KEPT_MS = 60 * DAY_MS;

/** How often a mail is tried, and after how long again, in milliseconds. */
const RETRY_AFTER_MS = [60_000, 5 * 60_000, 30 * 60_000] as const;

/**
 * Writes down the mails about a call that was moved, cancelled or restored, when it is about the next two days. What the
 * members were not told yet is put together with it: a call moved twice is told as one move.
 */
export async function queueChangeMails(
  tx: Transaction,
  { before, after, now }: { before: Call; after: Call; now: Date },
): Promise<void> {
  const change = changeOf(before, after);
  if (change === null || after.startsAt === null) return;
  const untold = await takeBackUntold(tx, after.id, change);
  const previous = untold?.previous ?? before.startsAt;
  if (untold?.kind === 'cancelled' && change === 'restored') return;
  if (change === 'moved' && previous?.getTime() === after.startsAt.getTime()) return;
  const soon = (instant: Date | null): boolean =>
    instant !== null && instant > now && instant.getTime() <= now.getTime() + SOON_MS;
  if (!soon(previous) && !soon(after.startsAt)) return;
  // Who is told of a cancellation alone was not told of the move before it.
  const known = change === 'moved' ? previous : (untold?.previous ?? null);
  await tx.$executeRaw`
    INSERT INTO "CallMail" ("callId", "userId", "kind", "startsAt", "sequence", "previous", "createdAt", "nextTryAt")
    SELECT ${after.id}, m."userId", ${change}::"CallMailKind", ${after.startsAt}::timestamptz,
      ${after.calendarSequence}::int, ${known}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    FROM "Membership" m
    JOIN "User" u ON u."id" = m."userId"
    JOIN "Series" s ON s."id" = m."seriesId"
    WHERE m."seriesId" = ${after.seriesId} AND m."reminders" AND u."email" IS NOT NULL AND NOT u."guest" AND NOT s."sample"
    ON CONFLICT DO NOTHING`;
}

function changeOf(before: Call, after: Call): Exclude<CallMailKind, 'reminder'> | null {
  if (before.cancelledAt === null && after.cancelledAt !== null) return 'cancelled';
  if (before.cancelledAt !== null && after.cancelledAt === null) return 'restored';
  if (before.startsAt === null || after.startsAt === null) return null;
  return before.startsAt.getTime() === after.startsAt.getTime() ? null : 'moved';
}

/** Takes mails about earlier changes back that nobody was given yet, and returns the first of them. */
async function takeBackUntold(
  tx: Transaction,
  callId: string,
  change: CallMailKind,
): Promise<CallMail | null> {
  const kinds: CallMailKind[] = change === 'restored' ? ['cancelled'] : ['moved'];
  const where = { callId, kind: { in: kinds }, claimedAt: null };
  const first = await tx.callMail.findFirst({ where, orderBy: { sequence: 'asc' } });
  if (first !== null) await tx.callMail.deleteMany({ where });
  return first;
}

/**
 * Writes down a reminder for each member of each call that starts within a day from `now`, unless they have one for that
 * start, or were told of it by mail within that day. Returns how many.
 */
export async function queueReminders(now: Date, tx: Transaction = prisma()): Promise<number> {
  const until = new Date(now.getTime() + AHEAD_MS);
  return tx.$executeRaw`
    INSERT INTO "CallMail" ("callId", "userId", "kind", "startsAt", "createdAt", "nextTryAt")
    SELECT c."id", m."userId", 'reminder', c."startsAt", ${now}::timestamptz, ${now}::timestamptz
    FROM "Call" c
    JOIN "Series" s ON s."id" = c."seriesId"
    JOIN "Membership" m ON m."seriesId" = c."seriesId"
    JOIN "User" u ON u."id" = m."userId"
    WHERE c."status" = 'planned' AND c."startsAt" > ${now}::timestamptz AND c."startsAt" <= ${until}::timestamptz
      AND c."kind" = 'call' AND c."cancelledAt" IS NULL AND NOT s."sample"
      AND m."reminders" AND u."email" IS NOT NULL AND NOT u."guest"
      AND NOT EXISTS (
        SELECT 1 FROM "CallMail" told
        WHERE told."callId" = c."id" AND told."userId" = m."userId" AND told."startsAt" = c."startsAt"
          AND (told."kind" = 'reminder'
            OR (told."kind" IN ('moved', 'restored') AND told."createdAt" >= c."startsAt" - interval '24 hours')))
    ON CONFLICT DO NOTHING`;
}

/**
 * Takes one mail that is due for sending; null when none is. No other process gets it, now or later, unless it is given back
 * by `retryMail`: a process that dies meanwhile may have sent it, and nobody gets two.
 */
export async function claimMail(now: Date, tx: Transaction = prisma()): Promise<CallMail | null> {
  // Not `WHERE … IN (SELECT … LIMIT 1)`: a plan may ask that anew for every row, and claim them all.
  const rows = await tx.$queryRaw<CallMail[]>`
    WITH next AS MATERIALIZED (
      SELECT "callId", "userId", "kind", "startsAt", "sequence" FROM "CallMail"
      WHERE "claimedAt" IS NULL AND "nextTryAt" <= ${now}::timestamptz
      ORDER BY "nextTryAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE "CallMail" m SET "claimedAt" = ${now}::timestamptz, "tries" = m."tries" + 1
    FROM next n
    WHERE m."callId" = n."callId" AND m."userId" = n."userId" AND m."kind" = n."kind"
      AND m."startsAt" = n."startsAt" AND m."sequence" = n."sequence"
    RETURNING m."callId", m."userId", m."kind"::text, m."startsAt", m."sequence", m."previous", m."createdAt", m."tries",
      m."nextTryAt", m."claimedAt", m."sentAt"`;
  return rows[0] ?? null;
}

/** Says that a mail was taken by the mail server. */
export async function markMailSent(mail: CallMail, now: Date, tx: Transaction = prisma()): Promise<void> {
  await tx.callMail.updateMany({ where: keyOf(mail), data: { sentAt: now } });
}

/** Gives a mail back that could not be sent, for a later try. Returns whether there will be one. */
export async function retryMail(mail: CallMail, now: Date, tx: Transaction = prisma()): Promise<boolean> {
  const afterMs = RETRY_AFTER_MS[mail.tries - 1];
  if (afterMs === undefined) return false;
  const nextTryAt = new Date(now.getTime() + afterMs);
  await tx.callMail.updateMany({ where: keyOf(mail), data: { claimedAt: null, nextTryAt } });
  return true;
}

/** Forgets a mail that nobody needs any more: it was not sent, and may be written down again. */
export async function dropMail(mail: CallMail, tx: Transaction = prisma()): Promise<void> {
  await tx.callMail.deleteMany({ where: keyOf(mail) });
}

/** Removes what is known of mails about calls of long ago and returns how many there were. */
export async function pruneCallMails(now = new Date(), tx: Transaction = prisma()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_MS);
  return (await tx.callMail.deleteMany({ where: { startsAt: { lt: before } } })).count;
}

function keyOf({ callId, userId, kind, startsAt, sequence }: CallMail) {
  return { callId, userId, kind, startsAt, sequence };
}
