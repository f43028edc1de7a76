import { prisma, type Transaction } from './client.ts';

/** Somebody on the roster of a series. */
export type RosterPerson = {
  id: string;
  name: string;
  initials: string;
  aliases: string[];
  /** The number in the margin, fixed in the order of joining. */
  number: number;
};

/** The roster of a series in the order of joining. */
export async function listRoster(seriesId: string, tx: Transaction = prisma()): Promise<RosterPerson[]> {
  return tx.person.findMany({
    where: { seriesId },
    select: { id: true, name: true, initials: true, aliases: true, number: true },
    orderBy: { number: 'asc' },
  });
}
