import type { Actor, CallFacts } from '#lib/policy/access.ts';
import { prisma, type Transaction } from './client.ts';

/** A call's identity and what policy needs to know about it for one actor. */
export type FoundCallFacts = { callId: string; seriesId: string; lineage: string; facts: CallFacts };

/** The facts about a call for one actor, read in one round trip; null when there is no such call. */
export async function callFacts(
  callId: string,
  actor: Actor,
  tx: Transaction = prisma(),
): Promise<FoundCallFacts | null> {
  const userId = actor.kind === 'user' ? actor.userId : null;
  const rows = await tx.$queryRaw<({ callId: string; seriesId: string; lineage: string } & CallFacts)[]>`
    SELECT c."id" AS "callId", c."seriesId", c."lineage", c."kind"::text, c."status"::text,
      c."cancelledAt" IS NOT NULL AS "cancelled", s."visibility"::text,
      c."agendaLocked", c."notetakerOnly", c."guestsAllowed", m."role"::text,
      coalesce(${userId}::text IN (c."notetakerId", c."backupId"), false) AS "notetaker",
      coalesce(${userId}::text = c."chairId", false) AS "chair",
      g."userId" IS NOT NULL AS "callGuest"
    FROM "Call" c
    JOIN "Series" s ON s."id" = c."seriesId"
    LEFT JOIN "Membership" m ON m."seriesId" = c."seriesId" AND m."userId" = ${userId}::text
    LEFT JOIN "CallGuest" g ON g."callId" = c."id" AND g."userId" = ${userId}::text
    WHERE c."id" = ${callId}`;
  const row = rows[0];
  if (row === undefined) return null;
  const { seriesId, lineage, callId: id, ...facts } = row;
  return { callId: id, seriesId, lineage, facts };
}
