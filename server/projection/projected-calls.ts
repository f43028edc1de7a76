import { prisma } from '#server/db/client.ts';

export type ProjectedCall = {
  id: string;
  /** Its address, such as `core-dev/33`. */
  label: string;
  /** Position in the log that its rows stand for. */
  projectedTo: bigint;
  /** Position of the last update in its log. */
  head: bigint;
};

/** Every call with how far its log and its rows reach, by address. */
export async function listProjectedCalls(): Promise<ProjectedCall[]> {
  return prisma().$queryRaw<ProjectedCall[]>`
    SELECT c.id, s.slug || '/' || c.number AS label, c."projectedTo",
      greatest(
        coalesce((SELECT max(u.id) FROM "DocumentUpdate" u WHERE u."callId" = c.id), 0),
        coalesce((SELECT d."upTo" FROM "DocumentSnapshot" d WHERE d."callId" = c.id), 0)
      ) AS head
    FROM "Call" c JOIN "Series" s ON s.id = c."seriesId"
    ORDER BY s.slug, c.number`;
}
