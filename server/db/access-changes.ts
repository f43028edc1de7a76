import { database, prisma, type Transaction } from './client.ts';

/** Whose rights, or to what, have changed; null where the change concerns all. */
export type AccessChange = {
  userId: string | null;
  callId: string | null;
  seriesId: string | null;
  /** Whether only the state of the call changed, and nobody's rights. */
  stateOnly: boolean;
};

/** How long changes are kept, in milliseconds; whoever slept longer must ask everything anew. */
const KEPT_MS = 60 * 60 * 1000;

/**
 * What changed after a position, oldest first, and the position to ask from next. Triggers write the changes,
 * so one made by a command or by plain SQL is seen too.
 */
export async function accessChangesSince(id: bigint): Promise<{ latest: bigint; changes: AccessChange[] }> {
  const rows = await database().run<AccessChange & { id: bigint }>({
    name: 'access-changes',
    text: changesText,
    values: [String(id)],
  });
  return {
    latest: rows.at(-1)?.id ?? id,
    changes: rows.map(({ userId, callId, seriesId, stateOnly }) => ({
      userId,
      callId,
      seriesId,
      stateOnly,
    })),
  };
}

const changesText = `
  SELECT "id", "userId", "callId", "seriesId", "stateOnly" FROM "AccessChange" WHERE "id" > $1::bigint ORDER BY "id"`;

/** The position of the newest change: where to ask from when nothing before matters. */
export async function latestAccessChange(tx: Transaction = prisma()): Promise<bigint> {
  return (await tx.accessChange.aggregate({ _max: { id: true } }))._max.id ?? 0n;
}

/** Removes changes that everybody has seen long ago and returns how many there were. */
export async function pruneAccessChanges(tx: Transaction = prisma()): Promise<number> {
  const before = new Date(Date.now() - KEPT_MS);
  return (await tx.accessChange.deleteMany({ where: { createdAt: { lt: before } } })).count;
}
