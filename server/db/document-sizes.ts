import { prisma } from './client.ts';

/** Bytes on the database's disk, indexes included. */
export type DocumentSizes = { log: number; snapshots: number; everything: number };

/** How much room the notes take: the log of changes, what it was merged to, and the whole database. */
export async function documentSizes(): Promise<DocumentSizes> {
  const [sizes] = await prisma().$queryRaw<{ log: bigint; snapshots: bigint; everything: bigint }[]>`
    SELECT pg_total_relation_size('"DocumentUpdate"') AS log,
           pg_total_relation_size('"DocumentSnapshot"') AS snapshots,
           pg_database_size(current_database()) AS everything`;
  return {
    log: Number(sizes?.log ?? 0),
    snapshots: Number(sizes?.snapshots ?? 0),
    everything: Number(sizes?.everything ?? 0),
  };
}
