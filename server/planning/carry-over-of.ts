import type {
  CarryOverInput,
  FinishedCall,
  OpenPlaceholder,
  RegisterAction,
} from '#lib/carry-over/carry-over-input.ts';
import type { InlineJson } from '#lib/notes/note-json.ts';
import type { AgendaItemPurpose, AgendaItemState } from '#lib/notes/schema/agenda-item.ts';
import type { CallStatus } from '#lib/policy/access.ts';
import type { Transaction } from '#server/db/client.ts';
import { templateNotes } from './template-notes.ts';

/** The states of a call that is over. */
const over: CallStatus[] = ['review', 'published'];

export type CarryOverOptions = {
  seriesId: string;
  /** Number of the call that is begun: what later calls hold is not carried to it. */
  before: number;
  /** The call whose items come along; the latest one that is over when absent, none when null. */
  lastId?: string | null;
};

/** What the carry-over of a series' next call is worked out from, inside a transaction that holds the series. */
export async function carryOverOf(tx: Transaction, options: CarryOverOptions): Promise<CarryOverInput> {
  const { seriesId } = options;
  const lastId = options.lastId === undefined ? await latestOver(tx, options) : options.lastId;
  return {
    last: lastId === null ? null : await finishedCall(tx, lastId),
    heldCalls: await heldCalls(tx, options),
    actions: await registerActions(tx, options),
    placeholders: await openPlaceholders(tx, options),
    template: (await templateNotes(seriesId, tx)) ?? { type: 'doc', content: [] },
  };
}

/** A call that is still planned or running carries its items over itself, when it is over. */
async function latestOver(tx: Transaction, { seriesId, before }: CarryOverOptions): Promise<string | null> {
  const last = await tx.call.findFirst({
    where: {
      seriesId,
      kind: 'call',
      number: { lt: before },
      OR: [{ status: { in: over } }, { cancelledAt: { not: null } }],
    },
    orderBy: { number: 'desc' },
    select: { id: true, number: true },
  });
  if (last === null) return null;
  // With another call in between, its items went along with that one already.
  const between = await tx.call.count({
    where: { seriesId, kind: 'call', number: { gt: last.number, lt: before } },
  });
  return between === 0 ? last.id : null;
}

/** The numbers of the calls that ran, or of which imported notes tell that they did. */
async function heldCalls(tx: Transaction, { seriesId, before }: CarryOverOptions): Promise<number[]> {
  const calls = await tx.call.findMany({
    where: {
      seriesId,
      kind: 'call',
      number: { lt: before },
      cancelledAt: null,
      OR: [{ startedAt: { not: null } }, { heldOn: { not: null } }, { status: { in: over } }],
    },
    select: { number: true },
  });
  return calls.map(({ number }) => number);
}

async function finishedCall(tx: Transaction, id: string): Promise<FinishedCall> {
  const call = await tx.call.findUniqueOrThrow({
    where: { id },
    select: {
      number: true,
      cancelledAt: true,
      startedAt: true,
      items: { orderBy: { position: 'asc' } },
      lines: {
        orderBy: { position: 'asc' },
        select: { itemId: true, text: true, at: true, bornCallId: true },
      },
    },
  });
  return {
    id,
    number: call.number,
    held: call.cancelledAt === null,
    startedAt: call.startedAt?.toISOString() ?? null,
    items: call.items.map((row) => ({
      id: row.id,
      level: row.level === 2 ? 2 : 1,
      title: row.title,
      content: row.content as InlineJson[],
      minutes: row.minutes,
      purpose: row.purpose as AgendaItemPurpose | null,
      proposer: row.proposer,
      state: row.state as AgendaItemState,
      templateItemId: row.templateItemId,
      carried:
        row.carriedSince === null || row.carriedTimes === null
          ? null
          : { since: row.carriedSince, times: row.carriedTimes, under: row.carriedUnder },
    })),
    lines: call.lines.map(({ itemId, text, at, bornCallId }) => ({
      itemId,
      text,
      at: at?.toISOString() ?? null,
      reference: bornCallId !== null,
    })),
  };
}

type ActionRow = Omit<RegisterAction, 'content' | 'due'> & { due: Date | null; content: unknown };

/** Whether an action is done is what was ticked last, or without a tick what its line says. */
async function registerActions(
  tx: Transaction,
  { seriesId, before }: CarryOverOptions,
): Promise<RegisterAction[]> {
  const rows = await tx.$queryRaw<ActionRow[]>`
    SELECT a."callId", c."number" AS "callNumber", a."lineId", a."ownerId", a."ownerName", a."due",
      coalesce(t."done", a."done") AS "done", a."text", l."position", l."content"
    FROM "Action" a
    JOIN "Call" c ON c."id" = a."callId" AND c."kind" = 'call'
    JOIN "Line" l ON l."callId" = a."callId" AND l."id" = a."lineId"
    LEFT JOIN "ActionTick" t ON t."callId" = a."callId" AND t."lineId" = a."lineId"
    WHERE c."seriesId" = ${seriesId} AND c."number" < ${before}`;
  return rows.map(({ due, content, ...row }) => ({
    ...row,
    due: due?.toISOString().slice(0, 10) ?? null,
    content: content as InlineJson[],
  }));
}

async function openPlaceholders(
  tx: Transaction,
  { seriesId, before }: CarryOverOptions,
): Promise<OpenPlaceholder[]> {
  const rows = await tx.line.findMany({
    where: {
      kind: 'placeholder',
      call: { seriesId, kind: 'call', number: { lt: before }, status: { in: over } },
    },
    select: {
      callId: true,
      id: true,
      position: true,
      text: true,
      itemId: true,
      call: { select: { number: true } },
    },
  });
  const items = await tx.agendaItem.findMany({
    where: { callId: { in: [...new Set(rows.map(({ callId }) => callId))] } },
    select: { callId: true, id: true, key: true, title: true },
  });
  return rows.map((row): OpenPlaceholder => {
    const item = items.find(({ callId, id }) => callId === row.callId && id === row.itemId);
    return {
      callId: row.callId,
      callNumber: row.call.number,
      lineId: row.id,
      position: row.position,
      text: row.text,
      item: item === undefined ? null : { key: item.key, title: item.title },
    };
  });
}
