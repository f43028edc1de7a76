import type { ActionDone } from '#lib/collab/call-state.ts';
import { prisma, type Transaction } from './client.ts';

export type NewTick = ActionDone & {
  /** The call in which it is ticked. */
  inCallId: string;
  byId: string;
};

/**
 * Says that an action is done, or open again, wherever it stands. False when it changes nothing: it was said already, or
 * the line is no action of the series. A line of the call itself is taken at its word, because its row may still come. The
 * caller has asked policy.
 */
export async function tickAction(
  { callId, lineId, done, inCallId, byId }: NewTick,
  tx: Transaction = prisma(),
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    INSERT INTO "ActionTick" AS t ("callId", "lineId", "done", "at", "byId", "byName", "inCallId")
    SELECT born."id", ${lineId}, ${done}, now(), u."id", u."name", here."id"
    FROM "Call" here
    JOIN "Call" born ON born."seriesId" = here."seriesId" AND born."kind" = 'call'
    JOIN "User" u ON u."id" = ${byId}
    WHERE here."id" = ${inCallId} AND here."kind" = 'call' AND born."id" = ${callId}
      AND (born."id" = here."id" OR EXISTS (
        SELECT 1 FROM "Action" a WHERE a."callId" = born."id" AND a."lineId" = ${lineId}))
    ON CONFLICT ("callId", "lineId") DO UPDATE
      SET "done" = EXCLUDED."done", "at" = EXCLUDED."at", "byId" = EXCLUDED."byId", "byName" = EXCLUDED."byName",
        "inCallId" = EXCLUDED."inCallId"
      WHERE t."done" <> EXCLUDED."done"`;
  return changed > 0;
}

/**
 * Whether the actions that stand on a call are done: all those that its lines stand for, and those born in it of which
 * somebody has said so.
 */
export async function listTicks(callId: string, tx: Transaction = prisma()): Promise<ActionDone[]> {
  return tx.$queryRaw<ActionDone[]>`
    SELECT t."callId", t."lineId", t."done" FROM "ActionTick" t WHERE t."callId" = ${callId}
    UNION
    SELECT a."callId", a."lineId", coalesce(t."done", a."done") AS "done"
    FROM "Line" l
    JOIN "Call" here ON here."id" = l."callId"
    JOIN "Call" born ON born."id" = l."bornCallId" AND born."seriesId" = here."seriesId" AND born."kind" = 'call'
    JOIN "Action" a ON a."callId" = born."id" AND a."lineId" = l."bornLineId"
    LEFT JOIN "ActionTick" t ON t."callId" = a."callId" AND t."lineId" = a."lineId"
    WHERE l."callId" = ${callId}
    ORDER BY 1, 2`;
}

/** How many actions of each call of a series are open, by the id of the call; calls without any are left out. */
export async function countOpenActions(
  seriesId: string,
  tx: Transaction = prisma(),
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ callId: string; open: number }[]>`
    SELECT a."callId", count(*)::int AS "open"
    FROM "Action" a
    JOIN "Call" c ON c."id" = a."callId" AND c."seriesId" = ${seriesId} AND c."kind" = 'call'
    LEFT JOIN "ActionTick" t ON t."callId" = a."callId" AND t."lineId" = a."lineId"
    WHERE NOT coalesce(t."done", a."done")
    GROUP BY a."callId"`;
  return new Map(rows.map(({ callId, open }) => [callId, open]));
}
