import type { ItemVotes } from '#lib/collab/call-state.ts';
import { prisma, type Transaction } from './client.ts';

/** How many items of one call somebody may want. */
const MOST_VOTES = 100;

/** Who wants which items of a call's agenda. An item may be gone; its votes then stand for nothing. */
export async function listVotes(callId: string, tx: Transaction = prisma()): Promise<ItemVotes[]> {
  const rows = await tx.agendaVote.findMany({
    where: { callId },
    orderBy: [{ itemId: 'asc' }, { createdAt: 'asc' }, { userId: 'asc' }],
    select: { itemId: true, user: { select: { id: true, name: true } } },
  });
  const votes = new Map<string, ItemVotes>();
  for (const { itemId, user } of rows) {
    const entry = votes.get(itemId) ?? { item: itemId, people: [] };
    entry.people.push({ userId: user.id, name: user.name });
    votes.set(itemId, entry);
  }
  return [...votes.values()];
}

export type Vote = { callId: string; userId: string; itemId: string; wanted: boolean };

/** Sets or takes back that somebody wants an item; false when that changes nothing. The caller has asked policy. */
export async function vote({ callId, userId, itemId, wanted }: Vote): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    const changed = wanted
      ? await tx.$executeRaw`
          INSERT INTO "AgendaVote" ("callId", "itemId", "userId")
          SELECT ${callId}, ${itemId}, ${userId}
          WHERE (SELECT count(*) FROM "AgendaVote" WHERE "callId" = ${callId} AND "userId" = ${userId}) < ${MOST_VOTES}
          ON CONFLICT DO NOTHING`
      : (await tx.agendaVote.deleteMany({ where: { callId, itemId, userId } })).count;
    if (changed === 0) return false;
    await tx.$executeRaw`
      INSERT INTO "CallState" AS s ("callId", "version") VALUES (${callId}, 1)
      ON CONFLICT ("callId") DO UPDATE SET "version" = s."version" + 1`;
    return true;
  });
}
