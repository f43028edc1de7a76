import { projectNotes } from '#lib/notes/project-notes.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { derivedTables, type DerivedTable } from './derived-tables.ts';
import { diffRows } from './diff-rows.ts';
import { projectionLimits } from './project-call.ts';
import { matchRoster } from './roster.ts';
import { rowsOnRoster } from './rows.ts';
import { storedNotes } from './stored-notes.ts';

/**
 * Compares the stored rows of a call with rows rebuilt from its document at the position the stored ones stand
 * for, all in one snapshot of the database. Writes nothing. Gives a sentence for each difference.
 * @throws AppError `unavailable` when the stored document is damaged.
 */
export async function checkProjection(callId: string): Promise<string[]> {
  return prisma().$transaction(
    async (tx) => {
      const call = await tx.call.findUnique({
        where: { id: callId },
        select: { seriesId: true, projectedTo: true },
      });
      if (call === null) return [];
      const stored = await storedNotes(tx, callId, call.projectedTo);
      if (stored.logPosition !== call.projectedTo) {
        const positions = `${String(call.projectedTo)}, the document begins at ${String(stored.logPosition)}`;
        return [`The rows stand for position ${positions}.`];
      }
      const projection = projectNotes(stored.notes);
      const match = await matchRoster(tx, call.seriesId, projection);
      const rows = rowsOnRoster(projection, match.resolve);
      return [
        ...match.newcomers.map(({ id, name }) => `people: ${id} (${name}) is missing from the roster.`),
        ...(await compare(tx, callId, 'items', derivedTables.items, rows.items)),
        ...(await compare(tx, callId, 'lines', derivedTables.lines, rows.lines)),
        ...(await compare(tx, callId, 'gaps', derivedTables.gaps, rows.gaps)),
        ...(await compare(tx, callId, 'actions', derivedTables.actions, rows.actions)),
        ...(await compare(tx, callId, 'decisions', derivedTables.decisions, rows.decisions)),
      ];
    },
    { ...projectionLimits, isolationLevel: 'RepeatableRead' },
  );
}

async function compare<Row>(
  tx: Transaction,
  callId: string,
  name: string,
  table: DerivedTable<Row>,
  wanted: readonly Row[],
): Promise<string[]> {
  const { added, changed, removed } = diffRows(await table.read(tx, callId), wanted, table.keyOf);
  return [
    ...added.map((row) => `${name}: ${table.keyOf(row)} is missing.`),
    ...changed.map((row) => `${name}: ${table.keyOf(row)} differs from the document.`),
    ...removed.map((key) => `${name}: ${key} is not in the document.`),
  ];
}
