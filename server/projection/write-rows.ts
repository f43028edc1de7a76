import type { Transaction } from '#server/db/client.ts';
import { derivedTables, type DerivedTable } from './derived-tables.ts';
import { diffRows } from './diff-rows.ts';
import type { CallRows } from './rows.ts';

// Postgres takes at most 65,535 parameters a statement, and a row has up to 14 columns.
const ROWS_A_STATEMENT = 2000;

/** Makes the stored rows of a call equal the wanted ones, touching only those that differ; gives how many did. */
export async function writeRows(tx: Transaction, callId: string, rows: CallRows): Promise<number> {
  return (
    (await writeTable(tx, callId, derivedTables.items, rows.items)) +
    (await writeTable(tx, callId, derivedTables.lines, rows.lines)) +
    (await writeTable(tx, callId, derivedTables.gaps, rows.gaps)) +
    (await writeTable(tx, callId, derivedTables.actions, rows.actions)) +
    (await writeTable(tx, callId, derivedTables.decisions, rows.decisions))
  );
}

async function writeTable<Row>(
  tx: Transaction,
  callId: string,
  table: DerivedTable<Row>,
  wanted: readonly Row[],
): Promise<number> {
  const { added, changed, removed } = diffRows(await table.read(tx, callId), wanted, table.keyOf);
  // Nothing refers to a derived row, so a changed one is replaced: two statements, however many rows changed.
  for (const keys of chunks([...removed, ...changed.map(table.keyOf)])) await table.remove(tx, callId, keys);
  for (const rows of chunks([...changed, ...added])) await table.add(tx, callId, rows);
  return added.length + changed.length + removed.length;
}

function chunks<Entry>(entries: readonly Entry[]): Entry[][] {
  const count = Math.ceil(entries.length / ROWS_A_STATEMENT);
  return Array.from({ length: count }, (_, index) =>
    entries.slice(index * ROWS_A_STATEMENT, (index + 1) * ROWS_A_STATEMENT),
  );
}
