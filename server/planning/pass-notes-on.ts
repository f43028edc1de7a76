import { AppError, isAppError } from '#lib/errors.ts';
import { passNotes, type NotesHands } from '#lib/rota/pass-notes.ts';
import { rotaStandings } from '#lib/rota/rota.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { rotaOf } from './rota-of.ts';

/**
 * Proposes whose turn is next in place of a call's notetaker; who that is.
 * @param from the notetaker whom the asker saw: of two who press at once, the second changes nothing.
 * @throws AppError `conflict` when somebody else takes the notes by now, or nobody else can.
 */
export async function passNotesOn(callId: string, from: string): Promise<string> {
  return prisma().$transaction(async (tx) => {
    const [call] = await tx.$queryRaw<(NotesHands & { seriesId: string; startsAt: Date | null })[]>`
      SELECT "seriesId", "startsAt", "notetakerId", "backupId" FROM "Call" WHERE "id" = ${callId} FOR NO KEY UPDATE`;
    if (call?.notetakerId !== from) {
      throw new AppError('conflict', {
        message: 'Somebody else takes these notes by now. The page shows who.',
      });
    }
    const next = await nextHands(tx, call);
    if (next?.notetakerId == null) {
      throw new AppError('conflict', {
        message:
          'Nobody else takes notes in turn on this day. Nothing was changed; the chair can assign somebody.',
      });
    }
    await tx.call.update({ where: { id: callId }, data: { ...next, notetakerAcceptedAt: null } });
    const { name } = await tx.user.findUniqueOrThrow({
      where: { id: next.notetakerId },
      select: { name: true },
    });
    return name;
  });
}

/**
 * Proposes whose turn is next for the planned calls of a series that somebody is only proposed for, from one instant up to
 * another; where nobody else can, they stay. Gives the ids of the calls that changed.
 */
export async function passNotesWhile({
  seriesId,
  userId,
  from,
  to,
}: {
  seriesId: string;
  userId: string;
  from: Date;
  to: Date;
}): Promise<string[]> {
  const calls = await prisma().call.findMany({
    where: {
      seriesId,
      kind: 'call',
      status: 'planned',
      cancelledAt: null,
      notetakerId: userId,
      notetakerAcceptedAt: null,
      startsAt: { gte: from, lt: to },
    },
    select: { id: true },
  });
  const passed: string[] = [];
  for (const { id } of calls) {
    try {
      await passNotesOn(id, userId);
      passed.push(id);
    } catch (error) {
      if (!isAppError(error, 'conflict')) throw error;
    }
  }
  return passed;
}

/** Who would take the notes of a call if its notetaker did not; null when nobody else can. */
export async function nextHands(
  tx: Transaction,
  call: NotesHands & { seriesId: string; startsAt: Date | null },
): Promise<NotesHands | null> {
  const standings = rotaStandings(await rotaOf(call.seriesId, call.startsAt ?? new Date(), tx));
  const able = standings.filter(({ can }) => can === 'yes').map(({ id }) => id);
  return passNotes(able, call);
}
