import { database } from './client.ts';

type DocumentClient = { clientId: number; userId: string; heldBy: string | null };

/**
 * Whose the Yjs client ids of a call's document are, and which process had each in use and has not said since that all of
 * it is committed.
 */
export async function documentClients(callId: string): Promise<DocumentClient[]> {
  const rows = await database().run<{ clientId: bigint; userId: string; heldBy: string | null }>({
    name: 'document-clients',
    text: `SELECT "clientId", "userId", "heldBy" FROM "DocumentClient" WHERE "callId" = $1`,
    values: [callId],
  });
  return rows.map((row) => ({ ...row, clientId: Number(row.clientId) }));
}

/**
 * Notes that a process has these client ids in use. The first account to claim an id keeps it; claims of calls that were
 * deleted are left out.
 */
export async function claimClients(
  holder: string,
  claims: readonly { callId: string; clientId: number; userId: string }[],
): Promise<void> {
  await database().run({
    name: 'claim-clients',
    text: `
      INSERT INTO "DocumentClient" ("callId", "clientId", "userId", "heldBy")
      SELECT DISTINCT ON (e."callId", e."clientId") e."callId", e."clientId"::bigint, e."userId", $4
      FROM unnest($1::text[], $2::text[], $3::text[]) AS e("callId", "clientId", "userId")
      JOIN "Call" ON "Call"."id" = e."callId"
      ON CONFLICT ("callId", "clientId") DO UPDATE SET "heldBy" = excluded."heldBy"
        WHERE "DocumentClient"."userId" = excluded."userId"`,
    values: [
      claims.map(({ callId }) => callId),
      claims.map(({ clientId }) => String(clientId)),
      claims.map(({ userId }) => userId),
      holder,
    ],
  });
}

/** Notes that all a process accepted of these calls is committed. */
export async function releaseClients(holder: string, callIds: readonly string[]): Promise<void> {
  await database().run({
    name: 'release-clients',
    text: `UPDATE "DocumentClient" SET "heldBy" = NULL WHERE "heldBy" = $1 AND "callId" = ANY($2::text[])`,
    values: [holder, [...callIds]],
  });
}
