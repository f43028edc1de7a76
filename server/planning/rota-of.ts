import type { RotaInput } from '#lib/rota/rota.ts';
import { prisma, type Transaction } from '#server/db/client.ts';

const MINUTE_MS = 60_000;

/**
 * What the rota of a series is worked out from: the calls that were held, with who took their notes, and the members who
 * take notes in turn. Guests and readers never do.
 * @param at the instant of the call that wants a notetaker.
 */
export async function rotaOf(seriesId: string, at: Date, tx: Transaction = prisma()): Promise<RotaInput> {
  const calls = await tx.call.findMany({
    where: { seriesId, kind: 'call', startedAt: { not: null }, cancelledAt: null },
    select: { number: true, startedAt: true, endedAt: true, lengthMinutes: true, notetakerId: true },
  });
  const members = await tx.membership.findMany({
    where: { seriesId, takesNotes: true, role: { not: 'reader' }, user: { guest: false } },
    select: { userId: true, createdAt: true, user: { select: { name: true } } },
  });
  const absences = await tx.absence.findMany({
    where: { seriesId },
    select: { userId: true, from: true, to: true },
  });
  return {
    at: at.toISOString(),
    calls: calls.flatMap(({ startedAt, endedAt, lengthMinutes, number, notetakerId }) => {
      if (startedAt === null) return [];
      const minutes =
        endedAt === null ? lengthMinutes : Math.max(0, (endedAt.getTime() - startedAt.getTime()) / MINUTE_MS);
      return [{ number, startedAt: startedAt.toISOString(), minutes, notetakerId }];
    }),
    candidates: members.map(({ userId, createdAt, user }) => ({
      id: userId,
      name: user.name,
      memberSince: createdAt.toISOString(),
      absences: absences
        .filter((absence) => absence.userId === userId)
        .map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
    })),
  };
}
