import { prisma } from '#server/db/client.ts';
import { withDatabase } from '#server/cli/open-for-command.ts';

/** What the log of a call takes up: its snapshot, and the rows after it. */
export type LogSize = { snapshotBytes: number; tailBytes: number; tailRows: number };

const [callId = ''] = process.argv.slice(2);
const size = await withDatabase(async (): Promise<LogSize> => {
  const [row] = await prisma().$queryRaw<{ snapshot: bigint; tail: bigint; rows: bigint }[]>`
    SELECT
      coalesce((SELECT length("state") FROM "DocumentSnapshot" WHERE "callId" = ${callId}), 0)::bigint AS snapshot,
      coalesce(sum(length("update")), 0)::bigint AS tail,
      count(*)::bigint AS rows
    FROM "DocumentUpdate" WHERE "callId" = ${callId}`;
  return {
    snapshotBytes: Number(row?.snapshot ?? 0),
    tailBytes: Number(row?.tail ?? 0),
    tailRows: Number(row?.rows ?? 0),
  };
});
process.stdout.write(JSON.stringify(size));
process.exit(0);
