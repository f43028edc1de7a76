import type { NotesJson } from '#lib/notes/note-json.ts';
import { projectNotes } from '#lib/notes/project-notes.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { addToRoster, matchRoster } from './roster.ts';
import { rowsOnRoster } from './rows.ts';
import { writeRows } from './write-rows.ts';

export type ProjectCallInput = {
  callId: string;
  notes: NotesJson;
  /** Id of the last update in the log that `notes` contain. */
  logPosition: bigint;
};

/**
 * What became of a projection: `written` with the number of rows that differed, `stale` because the stored
 * rows stand for a later position already, `gone` because the call was deleted.
 */
export type ProjectCallResult = { outcome: 'written'; rows: number } | { outcome: 'stale' | 'gone' };

/** How long a projection may wait for its transaction and then take, in milliseconds. */
export const projectionLimits = { maxWait: 15_000, timeout: 30_000 };

/**
 * Writes the rows that a document stands for, people first, together with the position in the log that they
 * stand for: all in one transaction under a lock on the call. Rows are compared by node id; what did not change
 * is not written. An older position never replaces a newer one.
 * @throws whatever the database throws; nothing is written then, and the same call may be made again.
 */
export async function projectCall(input: ProjectCallInput): Promise<ProjectCallResult> {
  return prisma().$transaction(async (tx) => {
    const call = await lockCall(tx, input.callId);
    if (call === null) return { outcome: 'gone' };
    if (call.projectedTo > input.logPosition) return { outcome: 'stale' };
    return writeProjection(tx, { ...input, seriesId: call.seriesId });
  }, projectionLimits);
}

/** Locks a call against other projections; null when it is gone. Appending to its log stays possible. */
export async function lockCall(
  tx: Transaction,
  callId: string,
): Promise<{ seriesId: string; projectedTo: bigint } | null> {
  const rows = await tx.$queryRaw<{ seriesId: string; projectedTo: bigint }[]>`
    SELECT "seriesId", "projectedTo" FROM "Call" WHERE id = ${callId} FOR NO KEY UPDATE`;
  return rows[0] ?? null;
}

/** Writes people, rows and position inside a transaction that holds the call's lock. */
export async function writeProjection(
  tx: Transaction,
  input: ProjectCallInput & { seriesId: string },
): Promise<{ outcome: 'written'; rows: number }> {
  const projection = projectNotes(input.notes);
  const match = await matchRoster(tx, input.seriesId, projection);
  await addToRoster(tx, input.seriesId, match.newcomers);
  const rows = await writeRows(tx, input.callId, rowsOnRoster(projection, match.resolve));
  await tx.$executeRaw`
    UPDATE "Call" SET "projectedTo" = ${input.logPosition}
    WHERE id = ${input.callId} AND "projectedTo" <> ${input.logPosition}`;
  return { outcome: 'written', rows };
}
