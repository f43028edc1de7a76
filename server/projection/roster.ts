import type { Projection } from '#lib/notes/projection.ts';
import { initialsFor } from '#lib/speakers/initials.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import type { Transaction } from '#server/db/client.ts';
import type { ResolvePerson } from './rows.ts';

/** A roster row that a document calls for. */
export type Newcomer = { id: string; name: string };

/** How the people a document names stand to the roster of its series. */
export type RosterMatch = { resolve: ResolvePerson; newcomers: Newcomer[] };

const LONGEST_NAME = 200;

/**
 * Matches the people of a document with the roster of its series: an id that stands there is kept; one that
 * belongs to another series (text was copied from there) or stands nowhere becomes a newcomer under this
 * series; an id that comes without any name is nobody.
 */
export async function matchRoster(
  tx: Transaction,
  seriesId: string,
  { people, lines, actions }: Pick<Projection, 'people' | 'lines' | 'actions'>,
): Promise<RosterMatch> {
  const named = new Map(people.map(({ id, name }) => [id, name.slice(0, LONGEST_NAME)]));
  const mute = [...lines.map((line) => line.speakerId), ...actions.map((action) => action.ownerId)];
  const wanted = new Set([...named.keys(), ...mute.filter((id) => id !== null)]);
  if (wanted.size === 0) return { resolve: () => null, newcomers: [] };
  const known = new Map(
    (
      await tx.person.findMany({ where: { id: { in: [...wanted] } }, select: { id: true, seriesId: true } })
    ).map((person) => [person.id, person.seriesId]),
  );
  const resolved = new Map<string, string>();
  const newcomers = new Map<string, Newcomer>();
  for (const id of wanted) {
    const home = known.get(id);
    const name = named.get(id);
    if (home === seriesId) {
      resolved.set(id, id);
    } else if (name !== undefined) {
      const own = home === undefined ? id : personIdFor(seriesId, name);
      resolved.set(id, own);
      if (!newcomers.has(own)) newcomers.set(own, { id: own, name });
    }
  }
  if (newcomers.size > 0) {
    // A person known elsewhere may have joined this series before, under the id that it has here.
    const here = await tx.person.findMany({
      where: { id: { in: [...newcomers.keys()] } },
      select: { id: true },
    });
    for (const { id } of here) newcomers.delete(id);
  }
  return {
    resolve: (id) => (id === null ? null : (resolved.get(id) ?? null)),
    newcomers: [...newcomers.values()],
  };
}

/**
 * Adds newcomers to a series' roster in the given order, each with initials of their own and the next number.
 * Locks the series, so that two calls of one series that name people at once number them one after the other.
 */
export async function addToRoster(
  tx: Transaction,
  seriesId: string,
  newcomers: readonly Newcomer[],
): Promise<void> {
  if (newcomers.length === 0) return;
  await tx.$queryRaw`SELECT id FROM "Series" WHERE id = ${seriesId} FOR NO KEY UPDATE`;
  const roster = await tx.person.findMany({
    where: { seriesId },
    select: { id: true, initials: true, number: true },
  });
  const standing = new Set(roster.map((person) => person.id));
  const taken = new Set(roster.map((person) => person.initials));
  let number = Math.max(0, ...roster.map((person) => person.number));
  const rows = newcomers
    .filter(({ id }) => !standing.has(id))
    .map(({ id, name }) => {
      const initials = initialsFor(name, taken);
      taken.add(initials);
      number += 1;
      return { id, seriesId, name, initials, number };
    });
  await tx.person.createMany({ data: rows, skipDuplicates: true });
}
