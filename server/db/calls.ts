import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { createNotesUpdate } from '#lib/notes/ydoc.ts';
import type { CallKind, CallStatus } from '#lib/policy/access.ts';
import type { CallRole } from '#lib/policy/call-roles.ts';
import { prisma, type Transaction } from './client.ts';
import { isMissing, isTaken } from './database-errors.ts';
import { Prisma, type Call, type Series } from './generated/client.ts';
import { newGuestToken } from './guests.ts';

export type { Call } from './generated/client.ts';

/** The file an imported call came from, and what its reading was not sure of. */
export type NewImportSource = { fileName: string; bytes: Uint8Array; doubts: unknown[] };

export type NewCall = {
  seriesId: string;
  /** A call by default. */
  kind?: CallKind;
  /** The highest of the series plus one by default; the first is 1. */
  number?: number;
  /** The title of the series by default. */
  title?: string;
  startsAt?: Date | null;
  /** The instant that the series' cadence gave it; null when it was planned by hand. */
  slot?: Date | null;
  /** The day, `YYYY-MM-DD`, when no time of day is known. */
  heldOn?: string | null;
  /** The length of the series by default, in minutes. */
  lengthMinutes?: number;
  status?: CallStatus;
  recordingUrl?: string | null;
  notetakerId?: string | null;
  backupId?: string | null;
  /** What the call begins with: at least one block. */
  notes: NotesJson;
  intro?: string;
  outro?: string;
  importSource?: NewImportSource;
  /** The user who makes it; stands beside the first update. */
  actorId?: string | null;
};

/**
 * Makes a call with the first update of its document, in one transaction. Two that are made at once get two
 * numbers.
 * @throws AppError `invalid` without notes, `not_found` without the series, `conflict` when the number is taken.
 */
export async function createCall(input: NewCall, tx?: Transaction): Promise<Call> {
  if (input.notes.content.length === 0) {
    throw new AppError('invalid', { message: 'A call cannot begin without any block of notes.' });
  }
  try {
    if (tx !== undefined) return await insertCall(input, tx);
    return await prisma().$transaction((own) => insertCall(input, own));
  } catch (error) {
    if (isTaken(error)) throw numberTaken(input.number, error);
    throw error;
  }
}

async function insertCall(input: NewCall, tx: Transaction): Promise<Call> {
  const { notes, importSource, actorId, heldOn, ...fields } = input;
  // The row lock makes calls of one series wait for one another. The highest number is read by a statement of
  // its own: one that waited for the lock still sees what was there before it began to wait.
  const found = await tx.$queryRaw<{ title: string; lengthMinutes: number }[]>`
    SELECT "title", "lengthMinutes" FROM "Series" WHERE "id" = ${input.seriesId} FOR NO KEY UPDATE`;
  const series = found[0];
  if (series === undefined) throw new AppError('not_found', { message: 'The series of this call is gone.' });
  const highest = await tx.call.aggregate({
    where: { seriesId: input.seriesId, kind: 'call' },
    _max: { number: true },
  });
  const lineage = randomUUID();
  const call = await tx.call.create({
    data: {
      title: series.title,
      lengthMinutes: series.lengthMinutes,
      number: (highest._max.number ?? 0) + 1,
      ...fields,
      heldOn: heldOn == null ? null : new Date(heldOn),
      lineage,
      guestToken: newGuestToken(),
    },
  });
  const update = Buffer.from(createNotesUpdate(notes, lineage));
  await tx.documentUpdate.create({
    data: { callId: call.id, update, checksum: sha256(update), actorId: actorId ?? null },
  });
  if (importSource !== undefined) {
    const bytes = Buffer.from(importSource.bytes);
    await tx.importSource.create({
      data: {
        callId: call.id,
        fileName: importSource.fileName,
        bytes,
        sha256: sha256(bytes).toString('hex'),
        doubts: importSource.doubts as Prisma.InputJsonArray,
      },
    });
  }
  return call;
}

/** The call of a series by its number; null when there is none. */
export async function findCall(
  seriesSlug: string,
  number: number,
  tx: Transaction = prisma(),
): Promise<(Call & { series: Series }) | null> {
  return tx.call.findFirst({
    where: { kind: 'call', series: { slug: seriesSlug.toLowerCase() }, number },
    include: { series: true },
  });
}

/** A call by its id; null when there is none. */
export async function findCallById(
  id: string,
  tx: Transaction = prisma(),
): Promise<(Call & { series: Series }) | null> {
  return tx.call.findUnique({ where: { id }, include: { series: true } });
}

/** The call that a guests' link opens; null when there is none. Whether guests are allowed is policy's question. */
export async function findCallByGuestToken(
  guestToken: string,
  tx: Transaction = prisma(),
): Promise<(Call & { series: Series }) | null> {
  return tx.call.findUnique({ where: { guestToken, kind: 'call' }, include: { series: true } });
}

/** The calls of a series, the highest number first. */
export async function listCalls(seriesId: string, tx: Transaction = prisma()): Promise<Call[]> {
  return tx.call.findMany({ where: { seriesId, kind: 'call' }, orderBy: { number: 'desc' } });
}

/**
 * Sets the state of a call and keeps the instants of its life: started, ended, published, reopened. With `from` only
 * a call that is still in that state, and not cancelled, is changed.
 * @throws AppError `not_found` when the call is gone, `conflict` when it is not in the state `from` or cancelled.
 */
export async function setCallStatus(
  callId: string,
  status: CallStatus,
  options: { from?: CallStatus; at?: Date; tx?: Transaction } = {},
): Promise<Call> {
  const at = options.at ?? new Date();
  const from = options.from ?? null;
  const found = await (options.tx ?? prisma()).$queryRaw<{ id: string }[]>`
    UPDATE "Call" SET
      "startedAt" = CASE WHEN ${status} = 'live' THEN coalesce("startedAt", ${at}) ELSE "startedAt" END,
      "endedAt" = CASE WHEN ${status} = 'review' AND "status" = 'live' THEN ${at} ELSE "endedAt" END,
      "publishedAt" = CASE WHEN ${status} = 'published' THEN ${at} ELSE "publishedAt" END,
      "reopenedAt" = CASE WHEN "status" = 'published' AND ${status} <> 'published' THEN ${at} ELSE "reopenedAt" END,
      "status" = ${status}::"CallStatus"
    WHERE "id" = ${callId} AND (${from}::text IS NULL OR ("status"::text = ${from} AND "cancelledAt" IS NULL))
    RETURNING "id"`;
  if (found.length === 0) {
    if (from === null || (await findCallById(callId, options.tx)) === null) throw callGone();
    throw new AppError('conflict', {
      message: 'Somebody else has changed the state of this call. The page now shows it as it is.',
    });
  }
  return (options.tx ?? prisma()).call.findUniqueOrThrow({ where: { id: callId } });
}

/** What a chair may set about a call. */
export type CallSettings = Partial<
  Pick<
    Call,
    | 'title'
    | 'startsAt'
    | 'lengthMinutes'
    | 'recordingUrl'
    | 'notetakerId'
    | 'backupId'
    | 'agendaLocked'
    | 'notetakerOnly'
    | 'guestsAllowed'
  >
>;

/**
 * Changes settings of a call; those not named stay.
 * @throws AppError `not_found` when the call, or the user named as notetaker, is gone.
 */
export async function updateCall(
  id: string,
  settings: CallSettings,
  tx: Transaction = prisma(),
): Promise<Call> {
  try {
    return await tx.call.update({ where: { id }, data: settings });
  } catch (error) {
    if (isMissing(error)) throw callGone(error);
    throw error;
  }
}

/**
 * Gives a call its notetaker, backup or chair, or nobody. Whoever is made notetaker has agreed; nobody is both notetaker and
 * backup.
 * @throws AppError `not_found` when the call or the user is gone.
 */
export async function assignCallRole(
  callId: string,
  role: CallRole,
  userId: string | null,
  tx: Transaction = prisma(),
): Promise<void> {
  try {
    switch (role) {
      case 'chair':
        await tx.call.update({ where: { id: callId }, data: { chairId: userId } });
        return;
      case 'backup':
        await tx.call.update({ where: { id: callId }, data: { backupId: userId } });
        await tx.call.updateMany({
          where: { id: callId, notetakerId: userId ?? '' },
          data: { notetakerId: null, notetakerAcceptedAt: null },
        });
        return;
      case 'notetaker':
        await tx.call.update({
          where: { id: callId },
          data: { notetakerId: userId, notetakerAcceptedAt: userId === null ? null : new Date() },
        });
        await tx.call.updateMany({ where: { id: callId, backupId: userId ?? '' }, data: { backupId: null } });
    }
  } catch (error) {
    if (isMissing(error)) throw callGone(error);
    throw error;
  }
}

/**
 * Takes down that the notetaker of a call has said yes.
 * @throws AppError `conflict` when somebody else takes the notes by now.
 */
export async function acceptNotes(callId: string, notetakerId: string): Promise<void> {
  const { count } = await prisma().call.updateMany({
    where: { id: callId, notetakerId },
    data: { notetakerAcceptedAt: new Date() },
  });
  if (count > 0) return;
  throw new AppError('conflict', { message: 'Somebody else takes these notes by now. The page shows who.' });
}

function callGone(cause?: unknown): AppError {
  return new AppError('not_found', { message: 'This call is gone.', cause });
}

function numberTaken(number: number | undefined, cause: unknown): AppError {
  const problem = `The series has a call number ${String(number)} already.`;
  return new AppError('conflict', {
    message: `${problem} Nothing was changed.`,
    details: { number: problem },
    cause,
  });
}

function sha256(bytes: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(createHash('sha256').update(bytes).digest());
}
