import type { Actor, CallFacts } from '#lib/policy/access.ts';
import { database, type Transaction } from './client.ts';
import { gathered } from './gathered.ts';

/** A call's identity and what policy needs to know about it for one actor. */
export type FoundCallFacts = { callId: string; seriesId: string; lineage: string; facts: CallFacts };

type Wanted = { callId: string; userId: string | null };
type FactsRow = { n: bigint; callId: string; seriesId: string; lineage: string } & CallFacts;

/** The facts about a call for one actor, read in one round trip; null when there is no such call. */
export async function callFacts(
  callId: string,
  actor: Actor,
  tx?: Transaction,
): Promise<FoundCallFacts | null> {
  const userId = actor.kind === 'user' ? actor.userId : null;
  if (tx === undefined) return callFactsFor(callId, userId);
  const rows = await tx.$queryRawUnsafe<FactsRow[]>(factsText, [callId], [userId]);
  return inOrder(rows, 1)[0] ?? null;
}

/** The same for the user of an id, whoever that is; null for somebody who is not signed in. */
export async function callFactsFor(callId: string, userId: string | null): Promise<FoundCallFacts | null> {
  return readFacts({ callId, userId });
}

const readFacts = gathered(async (wanted: readonly Wanted[]) => {
  const values = [wanted.map(({ callId }) => callId), wanted.map(({ userId }) => userId)];
  const rows = await database().run<FactsRow>({ name: 'call-facts', text: factsText, values });
  return inOrder(rows, wanted.length);
});

const factsText = `
  SELECT k."n", c."id" AS "callId", c."seriesId", c."lineage", c."kind"::text, c."status"::text,
    c."cancelledAt" IS NOT NULL AS "cancelled", s."visibility"::text,
    c."agendaLocked", c."notetakerOnly", c."guestsAllowed", m."role"::text,
    coalesce(k."userId" IN (c."notetakerId", c."backupId"), false) AS "notetaker",
    coalesce(k."userId" = c."chairId", false) AS "chair",
    g."userId" IS NOT NULL AS "callGuest"
  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS k("callId", "userId", "n")
  JOIN "Call" c ON c."id" = k."callId"
  JOIN "Series" s ON s."id" = c."seriesId"
  LEFT JOIN "Membership" m ON m."seriesId" = c."seriesId" AND m."userId" = k."userId"
  LEFT JOIN "CallGuest" g ON g."callId" = c."id" AND g."userId" = k."userId"`;

function inOrder(rows: readonly FactsRow[], count: number): (FoundCallFacts | null)[] {
  const found = Array.from<FoundCallFacts | null>({ length: count }).fill(null);
  for (const { n, callId, seriesId, lineage, ...facts } of rows) {
    found[Number(n) - 1] = { callId, seriesId, lineage, facts };
  }
  return found;
}
