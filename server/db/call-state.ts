import {
  COVER_REQUEST_MS,
  type ActionDone,
  type CallCommand,
  type ItemVotes,
} from '#lib/collab/call-state.ts';
import { listTicks, tickAction } from './action-ticks.ts';
import { listVotes, vote } from './agenda-votes.ts';
import { prisma, type Transaction } from './client.ts';

/** What is true of a call for everybody at once and is not in its document. */
export type CallState = {
  version: number;
  notetaker: { userId: string; name: string } | null;
  /** Who asks somebody to take over the notes. */
  cover: { userId: string; name: string } | null;
  /** Who wants which agenda item. */
  votes: ItemVotes[];
  /** Whether the actions that stand on the call are done; see `listTicks`. */
  ticks: ActionDone[];
  /** Milliseconds until that request ends by the database's clock; null while there is none. */
  coverEndsInMs: number | null;
};

type Row = {
  version: number;
  notetakerId: string | null;
  notetakerName: string | null;
  askedById: string | null;
  askedByName: string | null;
  endsInMs: number | null;
};

const requestSeconds = COVER_REQUEST_MS / 1000;

/** The state of a call; null when there is no such call. A request that is over, or stands in a call that is, is none. */
export async function readCallState(callId: string, tx: Transaction = prisma()): Promise<CallState | null> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT coalesce(s."version", 0) AS "version", n."id" AS "notetakerId", n."name" AS "notetakerName",
      a."id" AS "askedById", a."name" AS "askedByName",
      ceil((extract(epoch FROM s."coverAskedAt" - now()) + ${requestSeconds}) * 1000)::float8 AS "endsInMs"
    FROM "Call" c
    LEFT JOIN "User" n ON n."id" = c."notetakerId"
    LEFT JOIN "CallState" s ON s."callId" = c."id"
    LEFT JOIN "User" a ON a."id" = s."coverAskedById" AND c."status" IN ('live', 'review')
    WHERE c."id" = ${callId}`;
  const row = rows[0];
  if (row === undefined) return null;
  const { version, notetakerId, notetakerName, askedById, askedByName, endsInMs } = row;
  const stands = askedById !== null && endsInMs !== null && endsInMs > 0;
  return {
    version,
    notetaker: notetakerId === null ? null : { userId: notetakerId, name: notetakerName ?? '' },
    cover: stands ? { userId: askedById, name: askedByName ?? '' } : null,
    votes: await listVotes(callId, tx),
    ticks: await listTicks(callId, tx),
    coverEndsInMs: stands ? endsInMs : null,
  };
}

/** Applies a user's command to a call in one transaction; false when it changes nothing. The caller has asked policy. */
export async function runCallCommand(callId: string, userId: string, command: CallCommand): Promise<boolean> {
  switch (command.kind) {
    case 'askCover':
      return askCover(callId, userId);
    case 'withdrawCover':
      return (await clearCover(callId, userId)) > 0;
    case 'takeOver':
      return takeOver(callId, userId);
    case 'vote':
      return vote({ callId, userId, itemId: command.item, wanted: command.wanted });
    case 'tick':
      return tickAction({ ...command, inCallId: callId, byId: userId });
  }
}

/** Ends a request for cover whose time is over; a request that still stands is left alone. */
export async function endCoverRequest(callId: string): Promise<void> {
  await prisma().$executeRaw`
    UPDATE "CallState" SET "version" = "version" + 1, "coverAskedById" = NULL, "coverAskedAt" = NULL
    WHERE "callId" = ${callId} AND "coverAskedAt" <= now() - ${requestSeconds} * interval '1 second'`;
}

/** A request that stands is never replaced by another's. */
async function askCover(callId: string, userId: string): Promise<boolean> {
  const changed = await prisma().$executeRaw`
    INSERT INTO "CallState" AS s ("callId", "version", "coverAskedById", "coverAskedAt")
    VALUES (${callId}, 1, ${userId}, now())
    ON CONFLICT ("callId") DO UPDATE
      SET "version" = s."version" + 1, "coverAskedById" = ${userId}, "coverAskedAt" = now()
      WHERE s."coverAskedById" IS NULL OR s."coverAskedAt" <= now() - ${requestSeconds} * interval '1 second'`;
  return changed > 0;
}

async function clearCover(callId: string, askedById: string, tx: Transaction = prisma()): Promise<number> {
  return tx.$executeRaw`
    UPDATE "CallState" SET "version" = "version" + 1, "coverAskedById" = NULL, "coverAskedAt" = NULL
    WHERE "callId" = ${callId} AND "coverAskedById" = ${askedById}`;
}

/** Whoever took the notes before becomes the backup; who asks stays unless it was them. The first of two wins. */
async function takeOver(callId: string, userId: string): Promise<boolean> {
  return prisma().$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ askedById: string }[]>`
      SELECT "coverAskedById" AS "askedById" FROM "CallState"
      WHERE "callId" = ${callId} AND "coverAskedById" <> ${userId}
        AND "coverAskedAt" > now() - ${requestSeconds} * interval '1 second'
      FOR UPDATE`;
    const askedById = rows[0]?.askedById;
    if (askedById === undefined) return false;
    await clearCover(callId, askedById, tx);
    await tx.$executeRaw`
      UPDATE "Call" SET "backupId" = coalesce("notetakerId", ${askedById}), "notetakerId" = ${userId},
        "notetakerAcceptedAt" = now()
      WHERE "id" = ${callId} AND "notetakerId" IS DISTINCT FROM ${userId}`;
    return true;
  });
}
