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
    const wanted = normalizeName(name);
    const others = standingRoster(rows).filter((other) => other.id !== person.id);
    const holder = others.find((other) =>
      [other.name, ...other.aliases].some((n) => normalizeName(n) === wanted),
    );
    if (holder !== undefined) {
      throw new AppError('conflict', {
        message: `${holder.name} is on the roster with that name already. Merge the two instead. Nothing was changed.`,
      });
    }
    if (person.name === name) return;
    const aliases = [...person.aliases, person.name].filter((alias) => normalizeName(alias) !== wanted);
    const taken = new Set(rows.filter((row) => row.id !== id).map((row) => row.initials));
    await tx.person.update({ where: { id }, data: { name, aliases, initials: initialsFor(name, taken) } });
  });
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
    await tx.$queryRaw`SELECT id FROM "Series" WHERE id = ${seriesId} FOR NO KEY UPDATE`;
    await change(tx, await rosterRows(seriesId, tx));
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
    select: { id: true, name: true, initials: true, aliases: true, number: true, mergedIntoId: true },
    orderBy: { number: 'asc' },
  });
}
