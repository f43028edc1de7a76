import { createHash } from 'node:crypto';
import { AppError } from '#lib/errors.ts';
import { database, prisma, type Statement, type Transaction } from './client.ts';

export type NewUpdate = { callId: string; update: Uint8Array; actorId: string | null };
export type LoggedUpdate = { id: bigint; update: Uint8Array };
export type LoadedDocument = {
  snapshot: { state: Uint8Array; upTo: bigint } | null;
  /** The updates that are still in the log, oldest first. */
  updates: LoggedUpdate[];
};

type StoredUpdate = LoggedUpdate & { checksum: Uint8Array };

/**
 * Commits all updates together and returns their ids in the same order. Ids of one call become visible in
 * rising order, whichever process writes: nobody who reads past the last id can miss one.
 * @throws AppError `gone` when a call of the batch was deleted (`details` names it); nothing is written then.
 */
export async function appendUpdates(entries: readonly NewUpdate[], tx?: Transaction): Promise<bigint[]> {
  if (entries.length === 0) return [];
  const callIds = entries.map((entry) => entry.callId);
  try {
    const rows = await run<{ id: bigint }>(appendStatement(entries), tx);
    return rows.map((row) => row.id).toSorted((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    const gone = await missingCalls(callIds).catch(() => []);
    if (gone.length === 0) throw error;
    throw new AppError('gone', {
      message: 'The call was deleted; its notes cannot be saved any more.',
      details: Object.fromEntries(gone.map((callId) => [callId, 'This call was deleted.'])),
      cause: error,
    });
  }
}

// The locks are taken in one order and before the first id: an id is drawn only by whoever commits next. All bytes are
// one value, because an array of bytes would travel as text of twice its size.
const append = `
  WITH locked AS MATERIALIZED (
    SELECT count(pg_advisory_xact_lock(hashtextextended(k."callId", 0))) AS n
    FROM (SELECT DISTINCT unnest($1::text[]) AS "callId" ORDER BY 1) k
  )
  INSERT INTO "DocumentUpdate" ("callId", "update", "checksum", "actorId")
  SELECT e."callId", substring($5::bytea FROM e."from" FOR e."length"),
    substring($6::bytea FROM (e."position" * 32 - 31)::int FOR 32), e."actorId"
  FROM locked, unnest($1::text[], $2::text[], $3::int[], $4::int[])
    WITH ORDINALITY AS e("callId", "actorId", "from", "length", "position")
  WHERE locked.n > 0
  ORDER BY e."position"
  RETURNING "id"`;

function appendStatement(entries: readonly NewUpdate[]): Statement {
  const froms: number[] = [];
  let end = 0;
  for (const { update } of entries) {
    froms.push(end + 1);
    end += update.length;
  }
  return {
    name: 'append-updates',
    text: append,
    values: [
      entries.map(({ callId }) => callId),
      entries.map(({ actorId }) => actorId),
      froms,
      entries.map(({ update }) => update.length),
      Buffer.concat(entries.map(({ update }) => update)),
      Buffer.concat(entries.map(({ update }) => sha256(update))),
    ],
  };
}

/**
 * The whole stored document of a call: the newest snapshot and every update that it may lack.
 * @throws AppError `unavailable` when stored bytes are damaged, `not_found` when the call has no document.
 */
export async function loadDocument(callId: string, tx?: Transaction): Promise<LoadedDocument> {
  // One statement, so that a compaction between two reads cannot hide what it moved.
  const text = `
    SELECT true AS snapshot, "upTo" AS id, "state" AS update, "checksum" FROM "DocumentSnapshot" WHERE "callId" = $1
    UNION ALL
    SELECT false, "id", "update", "checksum" FROM "DocumentUpdate" WHERE "callId" = $1
    ORDER BY snapshot DESC, id`;
  const rows = await run<StoredUpdate & { snapshot: boolean }>(
    { name: 'load-document', text, values: [callId] },
    tx,
  );
  if (rows.length === 0) {
    throw new AppError('not_found', { message: 'This call has no stored notes.' });
  }
  return checkDocument(callId, rows);
}

/**
 * What was written to a call's log after a position: the updates that are still there, oldest first, and the snapshot
 * when it holds some that are not.
 * @throws AppError `unavailable` when stored bytes are damaged.
 */
export async function documentSince(callId: string, id: bigint, tx?: Transaction): Promise<LoadedDocument> {
  // One statement, so that a compaction between two reads cannot hide what it moved.
  const text = `
    SELECT true AS snapshot, "upTo" AS id, "state" AS update, "checksum" FROM "DocumentSnapshot"
      WHERE "callId" = $1 AND "upTo" > $2
    UNION ALL
    SELECT false, "id", "update", "checksum" FROM "DocumentUpdate" WHERE "callId" = $1 AND "id" > $2
    ORDER BY snapshot DESC, id`;
  const rows = await run<StoredUpdate & { snapshot: boolean }>(
    { name: 'document-since', text, values: [callId, id] },
    tx,
  );
  return checkDocument(callId, rows);
}

/** How far the logs of some calls reach, in one query; calls without a log are left out. */
export async function documentHeads(callIds: readonly string[]): Promise<Map<string, bigint>> {
  const text = `
    SELECT k."callId", greatest(
      (SELECT max(u.id) FROM "DocumentUpdate" u WHERE u."callId" = k."callId"),
      (SELECT d."upTo" FROM "DocumentSnapshot" d WHERE d."callId" = k."callId")
    ) AS head
    FROM unnest($1::text[]) AS k("callId")`;
  const rows = await database().run<{ callId: string; head: bigint | null }>({
    name: 'document-heads',
    text,
    values: [callIds],
  });
  return new Map(rows.flatMap(({ callId, head }) => (head === null ? [] : [[callId, head]])));
}

/**
 * Replaces the updates of a call up to a position by the state that holds them all. An older state never
 * replaces a newer one.
 */
export async function compactDocument(
  callId: string,
  snapshot: { state: Uint8Array; upTo: bigint },
): Promise<void> {
  const { state, upTo } = snapshot;
  const values = [callId, Buffer.from(state), sha256(state), upTo];
  await database().run({ name: 'compact-document', text: compact, values });
}

// One statement and no transaction around it: an embedded database serves nobody else while one is open.
const compact = `
  WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))),
  written AS (
    INSERT INTO "DocumentSnapshot" ("callId", "state", "checksum", "upTo")
    SELECT $1, $2::bytea, $3::bytea, $4::bigint FROM locked
    ON CONFLICT ("callId") DO UPDATE
      SET "state" = excluded."state", "checksum" = excluded."checksum", "upTo" = excluded."upTo", "createdAt" = now()
      WHERE "DocumentSnapshot"."upTo" < excluded."upTo"
    RETURNING "upTo"
  )
  DELETE FROM "DocumentUpdate" u USING written WHERE u."callId" = $1 AND u."id" <= written."upTo"`;

async function run<Row>(statement: Statement, tx: Transaction | undefined): Promise<Row[]> {
  return tx === undefined
    ? database().run<Row>(statement)
    : tx.$queryRawUnsafe<Row[]>(statement.text, ...statement.values);
}

async function missingCalls(callIds: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(callIds)];
  const found = await prisma().call.findMany({ where: { id: { in: wanted } }, select: { id: true } });
  const present = new Set(found.map((call) => call.id));
  return wanted.filter((id) => !present.has(id));
}

function checkDocument(
  callId: string,
  rows: readonly (StoredUpdate & { snapshot: boolean })[],
): LoadedDocument {
  const checked = rows.map((row) => ({ ...checkUpdate(callId, row), snapshot: row.snapshot }));
  const first = checked.find((row) => row.snapshot);
  return {
    snapshot: first === undefined ? null : { state: first.update, upTo: first.id },
    updates: checked.filter((row) => !row.snapshot).map(({ id, update }) => ({ id, update })),
  };
}

function checkUpdate(callId: string, row: StoredUpdate): LoggedUpdate {
  if (!sha256(row.update).equals(row.checksum)) {
    throw new AppError('unavailable', {
      message:
        `The stored notes of call ${callId} are damaged at position ${String(row.id)}. Nothing was changed. ` +
        'Restore them from a backup; `callnotes doctor` lists what is damaged.',
    });
  }
  return { id: row.id, update: row.update };
}

function sha256(bytes: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(createHash('sha256').update(bytes).digest());
}
