import { AppError } from '#lib/errors.ts';
import { initialsFor } from '#lib/speakers/initials.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import { rosterPerson } from '#lib/speakers/roster.ts';
import { standingRoster, type RosterRow, type StandingPerson } from '#lib/speakers/standing-roster.ts';
import { isUnknownVoice } from '#lib/speakers/unknown-voice.ts';
import { prisma, type Transaction } from './client.ts';

/** Somebody on the roster of a series, with those who turned out to be this person. */
export type RosterPerson = StandingPerson;

/** The roster of a series in the order of joining, without those who are merged into somebody else. */
export async function listRoster(seriesId: string, tx: Transaction = prisma()): Promise<RosterPerson[]> {
  return standingRoster(await rosterRows(seriesId, tx));
}

/** The series of a person; null when there is no such person. */
export async function findSeriesOfPerson(id: string, tx: Transaction = prisma()): Promise<string | null> {
  const person = await tx.person.findUnique({ where: { id }, select: { seriesId: true } });
  return person?.seriesId ?? null;
}

/**
 * Calls a person otherwise on every call of the series; the name so far goes on naming them.
 * @throws AppError `conflict` when somebody else of the series has the name, `invalid` for an unknown voice, `gone` for
 * somebody who is not on the roster any more.
 */
export async function changePersonName(seriesId: string, id: string, name: string): Promise<void> {
  await changeRoster(seriesId, async (tx, rows) => {
    const person = standingOf(seriesId, id, rows);
    refuseTaken(rows, person, name, 'name');
    await rename(tx, rows, person, name);
  });
}

/**
 * Calls whoever is connected to an account as the account is called now, where they had its name so far; the name so far
 * goes on naming them. False when somebody else of the series has the new name, and the person keeps theirs.
 */
export async function followAccountName(
  seriesId: string,
  { userId, before, name }: { userId: string; before: string; name: string },
  tx: Transaction,
): Promise<boolean> {
  await lockRoster(tx, seriesId);
  const own = await tx.person.findFirst({ where: { seriesId, userId }, select: { id: true } });
  const rows = await rosterRows(seriesId, tx);
  const person = rows.find(({ id, mergedIntoId }) => id === own?.id && mergedIntoId === null);
  if (person === undefined || normalizeName(person.name) !== normalizeName(before)) return true;
  if (holderOf(rows, person, name) !== undefined) return false;
  await rename(tx, rows, person, name);
  return true;
}

async function rename(
  tx: Transaction,
  rows: readonly RosterRow[],
  person: RosterRow,
  name: string,
): Promise<void> {
  const { id } = person;
  if (person.name === name) return;
  const wanted = normalizeName(name);
  const aliases = [...person.aliases, person.name].filter((alias) => normalizeName(alias) !== wanted);
  const taken = new Set(rows.filter((row) => row.id !== id).map((row) => row.initials));
  // Initials that somebody chose stay; those that came from the name follow it.
  const chosen = person.initials !== initialsFor(person.name, taken);
  const initials = chosen ? person.initials : initialsFor(name, taken);
  await tx.person.update({ where: { id }, data: { name, aliases, initials } });
}

/** What is set about a person of the roster. */
export type PersonChange = {
  name: string;
  aliases: readonly string[];
  initials: string;
  /** Place in the palette of speakers' colours; null to follow the number. */
  colour: number | null;
  /** The member whose account is theirs; null for nobody's. */
  userId: string | null;
};

/**
 * Sets everything about a person of a series' roster at once; a name that is replaced goes on naming them.
 * @throws AppError `conflict` when somebody else of the series has one of the names, the initials or the account, `invalid`
 * for an unknown voice or an account that is no member's, `gone` for somebody who is not on the roster any more.
 */
export async function changePerson(seriesId: string, id: string, change: PersonChange): Promise<void> {
  await changeRoster(seriesId, async (tx, rows) => {
    const person = standingOf(seriesId, id, rows);
    refuseTaken(rows, person, change.name, 'name');
    for (const alias of change.aliases) refuseTaken(rows, person, alias, 'aliases');
    const initials = normalizeName(change.initials);
    const holder = rows.find((row) => row.id !== id && normalizeName(row.initials) === initials);
    if (holder !== undefined) {
      throw takenError(
        'initials',
        `${holder.name} has these initials. Each person of a series has their own.`,
      );
    }
    await requireFreeAccount(tx, seriesId, person, change.userId);
    const aliases = [...change.aliases];
    const before = normalizeName(person.name);
    const renamed = before !== normalizeName(change.name);
    if (renamed && !aliases.some((alias) => normalizeName(alias) === before)) aliases.push(person.name);
    await tx.person.update({ where: { id }, data: { ...change, aliases } });
  });
}

/** The members' accounts that people of a roster are connected to, by the person's id. */
export async function listPersonAccounts(
  seriesId: string,
  tx: Transaction = prisma(),
): Promise<{ personId: string; userId: string; name: string }[]> {
  const rows = await tx.person.findMany({
    where: { seriesId, userId: { not: null } },
    select: { id: true, user: { select: { id: true, name: true } } },
  });
  return rows.flatMap(({ id, user }) =>
    user === null ? [] : [{ personId: id, userId: user.id, name: user.name }],
  );
}

/** How much a person said on the calls of a series, whatever name it was written under. */
export type Spoken = { lines: number; lastCall: number };

/** What the people of a series said, by the id that their lines name; nobody who said nothing. */
export async function spokenBy(
  seriesId: string,
  tx: Transaction = prisma(),
): Promise<ReadonlyMap<string, Spoken>> {
  const rows = await tx.$queryRaw<(Spoken & { id: string })[]>`
    SELECT l."speakerId" AS "id", count(*)::int AS "lines", max(c."number")::int AS "lastCall"
    FROM "Call" c JOIN "Line" l ON l."callId" = c."id"
    WHERE c."seriesId" = ${seriesId} AND c."kind" = 'call' AND l."speakerId" IS NOT NULL
    GROUP BY l."speakerId"`;
  return new Map(rows.map(({ id, ...spoken }) => [id, spoken]));
}

/** The names that a person of a roster has of their own, besides those of people merged into them, by the person's id. */
export async function listOwnAliases(
  seriesId: string,
  tx: Transaction = prisma(),
): Promise<ReadonlyMap<string, readonly string[]>> {
  return new Map((await rosterRows(seriesId, tx)).map(({ id, aliases }) => [id, aliases]));
}

/**
 * Makes one person of two on every call of the series: whatever names the first is the second from now on.
 * @throws AppError `invalid` for the same person twice or an unknown voice, `gone` when one of them does not stand on the
 * roster any more.
 */
export async function mergePerson(seriesId: string, id: string, intoId: string): Promise<void> {
  await changeRoster(seriesId, async (tx, rows) => {
    const person = standingOf(seriesId, id, rows);
    const into = standingOf(seriesId, intoId, rows);
    if (person === into) throw new AppError('invalid', { message: 'Those are the same person already.' });
    await tx.person.update({ where: { id }, data: { mergedIntoId: into.id } });
  });
}

/**
 * Takes a merge back: the person stands on the roster again, with the number and the lines they had.
 * @throws AppError `gone` when they are not merged into anybody.
 */
export async function unmergePerson(seriesId: string, id: string): Promise<void> {
  await changeRoster(seriesId, async (tx, rows) => {
    const row = rows.find((person) => person.id === id);
    if (row === undefined || row.mergedIntoId === null) {
      throw new AppError('gone', { message: 'They were taken apart already. Nothing was changed.' });
    }
    await tx.person.update({ where: { id }, data: { mergedIntoId: null } });
  });
}

/** Changes the roster of a series while nobody else does, newcomers included. */
async function changeRoster(
  seriesId: string,
  change: (tx: Transaction, rows: readonly RosterRow[]) => Promise<void>,
): Promise<void> {
  await prisma().$transaction(async (tx) => {
    await lockRoster(tx, seriesId);
    await change(tx, await rosterRows(seriesId, tx));
  });
}

async function lockRoster(tx: Transaction, seriesId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Series" WHERE id = ${seriesId} FOR NO KEY UPDATE`;
}

/** @throws AppError `conflict` when a name is one of somebody else's. */
function refuseTaken(
  rows: readonly RosterRow[],
  person: RosterRow,
  name: string,
  field: 'name' | 'aliases',
): void {
  const holder = holderOf(rows, person, name);
  if (holder === undefined) return;
  const held =
    normalizeName(holder.name) === normalizeName(name) ? holder.name : `${holder.name}, as “${name}”,`;
  throw takenError(field, `${held} is on the roster with that name already. Merge the two instead.`);
}

/** Somebody else of a roster who has a name, or had it. */
function holderOf(rows: readonly RosterRow[], person: RosterRow, name: string): StandingPerson | undefined {
  const wanted = normalizeName(name);
  return standingRoster(rows).find(
    (other) =>
      other.id !== person.id &&
      [other.name, ...other.aliases].some((known) => normalizeName(known) === wanted),
  );
}

async function requireFreeAccount(
  tx: Transaction,
  seriesId: string,
  person: RosterRow,
  userId: string | null,
): Promise<void> {
  if (userId === null) return;
  const other = await tx.person.findFirst({
    where: { seriesId, userId, id: { not: person.id } },
    select: { name: true },
  });
  if (other !== null) throw takenError('userId', `${other.name} is connected to that account already.`);
  const [own, member] = await Promise.all([
    tx.person.findUnique({ where: { id: person.id }, select: { userId: true } }),
    tx.membership.findUnique({ where: { seriesId_userId: { seriesId, userId } }, select: { userId: true } }),
  ]);
  // Whoever left the series stays who they were.
  if (member === null && own?.userId !== userId) {
    throw new AppError('invalid', {
      message: 'Only the account of a member can be connected. Nothing was changed.',
    });
  }
}

function takenError(field: string, problem: string): AppError {
  return new AppError('conflict', {
    message: `${problem} Nothing was changed.`,
    details: { [field]: problem },
  });
}

function standingOf(seriesId: string, id: string, rows: readonly RosterRow[]): RosterRow {
  const row = rows.find((person) => person.id === id);
  if (row === undefined || rosterPerson(id, standingRoster(rows))?.id !== id) {
    throw new AppError('gone', { message: 'The roster has changed meanwhile. Nothing was changed.' });
  }
  if (isUnknownVoice(seriesId, row)) {
    throw new AppError('invalid', {
      message: `${row.name} is another voice on each call, and can be named on that call alone. Nothing was changed.`,
    });
  }
  return row;
}

async function rosterRows(seriesId: string, tx: Transaction): Promise<RosterRow[]> {
  return tx.person.findMany({
    where: { seriesId },
    select: {
      id: true,
      name: true,
      initials: true,
      aliases: true,
      number: true,
      colour: true,
      mergedIntoId: true,
    },
    orderBy: { number: 'asc' },
  });
}
