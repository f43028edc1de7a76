import type { InlineJson } from '#lib/notes/note-json.ts';
import type { Transaction } from '#server/db/client.ts';
import type { CallRows, RowOf } from './rows.ts';

/** How the rows of one derived table are read and written for a call. */
export type DerivedTable<Row> = {
  keyOf: (row: Row) => string;
  read: (tx: Transaction, callId: string) => Promise<Row[]>;
  remove: (tx: Transaction, callId: string, keys: string[]) => Promise<unknown>;
  add: (tx: Transaction, callId: string, rows: Row[]) => Promise<unknown>;
};

const byId = (row: { id: string }): string => row.id;
const byLine = (row: { lineId: string }): string => row.lineId;
const instant = (value: Date | null): string | null => value?.toISOString() ?? null;
const inPosition = { position: 'asc' } as const;

/** The derived tables of a call, by the name their rows have in a projection. */
export const derivedTables: { [Table in keyof CallRows]: DerivedTable<RowOf<Table>> } = {
  items: {
    keyOf: byId,
    read: async (tx, callId) => {
      const rows = await tx.agendaItem.findMany({
        where: { callId },
        omit: { callId: true },
        orderBy: inPosition,
      });
      return rows.map((row) => ({ ...row, content: row.content as InlineJson[] }) as RowOf<'items'>);
    },
    remove: async (tx, callId, ids) => tx.agendaItem.deleteMany({ where: { callId, id: { in: ids } } }),
    add: async (tx, callId, rows) =>
      tx.agendaItem.createMany({ data: rows.map((row) => ({ ...row, callId })) }),
  },
  lines: {
    keyOf: byId,
    read: async (tx, callId) => {
      const rows = await tx.line.findMany({ where: { callId }, omit: { callId: true }, orderBy: inPosition });
      return rows.map((row) => ({ ...row, at: instant(row.at) }) as RowOf<'lines'>);
    },
    remove: async (tx, callId, ids) => tx.line.deleteMany({ where: { callId, id: { in: ids } } }),
    add: async (tx, callId, rows) => tx.line.createMany({ data: rows.map((row) => ({ ...row, callId })) }),
  },
  gaps: {
    keyOf: byId,
    read: async (tx, callId) => {
      const rows = await tx.gap.findMany({ where: { callId }, omit: { callId: true }, orderBy: inPosition });
      return rows.map((row) => ({ ...row, at: instant(row.at) }));
    },
    remove: async (tx, callId, ids) => tx.gap.deleteMany({ where: { callId, id: { in: ids } } }),
    add: async (tx, callId, rows) => tx.gap.createMany({ data: rows.map((row) => ({ ...row, callId })) }),
  },
  actions: {
    keyOf: byLine,
    read: async (tx, callId) => {
      const rows = await tx.action.findMany({ where: { callId }, omit: { callId: true } });
      return rows.map((row) => ({ ...row, due: instant(row.due)?.slice(0, 10) ?? null }));
    },
    remove: async (tx, callId, ids) => tx.action.deleteMany({ where: { callId, lineId: { in: ids } } }),
    add: async (tx, callId, rows) =>
      tx.action.createMany({
        data: rows.map((row) => ({ ...row, callId, due: row.due === null ? null : new Date(row.due) })),
      }),
  },
  decisions: {
    keyOf: byLine,
    read: async (tx, callId) => tx.decision.findMany({ where: { callId }, omit: { callId: true } }),
    remove: async (tx, callId, ids) => tx.decision.deleteMany({ where: { callId, lineId: { in: ids } } }),
    add: async (tx, callId, rows) =>
      tx.decision.createMany({ data: rows.map((row) => ({ ...row, callId })) }),
  },
};
