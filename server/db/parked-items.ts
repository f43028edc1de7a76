import { AppError } from '#lib/errors.ts';
import type { BlockJson, InlineJson } from '#lib/notes/note-json.ts';
import { agendaItemPurposes, type AgendaItemPurpose } from '#lib/notes/schema/agenda-item.ts';
import { prisma, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** An agenda item that waits in the parking lot of a series. */
export type ParkedItem = {
  id: string;
  seriesId: string;
  title: string;
  /** The heading's inline content. */
  content: InlineJson[];
  /** What was written under it. */
  notes: BlockJson[];
  purpose: AgendaItemPurpose | null;
  minutes: number | null;
  proposer: string | null;
  proposedById: string | null;
  /** Number of the call whose agenda it was on, or was proposed for; null when for none. */
  fromNumber: number | null;
  createdAt: Date;
};

export type NewParkedItem = Omit<ParkedItem, 'id' | 'fromNumber' | 'createdAt'> & {
  fromCallId: string | null;
};

const select = {
  id: true,
  seriesId: true,
  title: true,
  content: true,
  notes: true,
  purpose: true,
  minutes: true,
  proposer: true,
  proposedById: true,
  createdAt: true,
  fromCall: { select: { number: true } },
} as const;

type Row = Prisma.ParkedItemGetPayload<{ select: typeof select }>;

/** Puts an item into the parking lot of its series; gives its id. */
export async function addParkedItem(item: NewParkedItem, tx: Transaction = prisma()): Promise<string> {
  const { id } = await tx.parkedItem.create({ data: item, select: { id: true } });
  return id;
}

/** What waits in the parking lot of a series, longest first. */
export async function listParkedItems(seriesId: string, tx: Transaction = prisma()): Promise<ParkedItem[]> {
  const rows = await tx.parkedItem.findMany({
    where: { seriesId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select,
  });
  return rows.map(parkedItem);
}

/** An item of a parking lot; null when it is gone. */
export async function findParkedItem(id: string, tx: Transaction = prisma()): Promise<ParkedItem | null> {
  const row = await tx.parkedItem.findUnique({ where: { id }, select });
  return row === null ? null : parkedItem(row);
}

/**
 * Takes an item out of its parking lot.
 * @throws AppError `not_found` when somebody else has taken it.
 */
export async function removeParkedItem(id: string, tx: Transaction = prisma()): Promise<void> {
  if ((await tx.parkedItem.deleteMany({ where: { id } })).count > 0) return;
  throw new AppError('not_found', {
    message: 'Somebody has taken this item out of the parking lot already.',
  });
}

function parkedItem({ fromCall, content, notes, purpose, ...row }: Row): ParkedItem {
  return {
    ...row,
    content: content as InlineJson[],
    notes: notes as BlockJson[],
    purpose: agendaItemPurposes.find((one) => one === purpose) ?? null,
    fromNumber: fromCall?.number ?? null,
  };
}
