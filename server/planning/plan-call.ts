import { randomUUID } from 'node:crypto';
import { carryOver } from '#lib/carry-over/carry-over.ts';
import { startNotes } from '#lib/carry-over/start-notes.ts';
import { nextCallAt } from '#lib/cadence/call-dates.ts';
import { seriesCadence } from '#lib/cadence/series-cadence.ts';
import { AppError } from '#lib/errors.ts';
import { proposeNotetaker } from '#lib/rota/propose-notetaker.ts';
import { createCall, type Call } from '#server/db/calls.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { projectionLimits } from '#server/projection/project-call.ts';
import { projectStoredCall } from '#server/projection/reproject.ts';
import { carryOverOf } from './carry-over-of.ts';
import { nextSlot } from './next-slot.ts';
import { rotaOf } from './rota-of.ts';

export type PlanCallInput = {
  seriesId: string;
  /** Who plans it; null for the server itself. */
  actorId: string | null;
  /** The highest of the series plus one by default. */
  number?: number;
  /** The title of the series by default. */
  title?: string;
  /** By default what the cadence gives after its latest slot or now, and no time where there is no cadence. */
  startsAt?: Date | null;
  /** The length of the series by default, in minutes. */
  lengthMinutes?: number;
};

/**
 * Makes the next call of a series, in one transaction: the number and the time, the agenda from the template and what is
 * carried over, its rows, and a notetaker and a backup proposed by the rota. Two that are planned at once get two numbers.
 * The caller has asked policy.
 * @throws AppError `not_found` without the series, `conflict` when the number is taken, `unavailable` when the stored
 * template is damaged.
 */
export async function planCall(input: PlanCallInput, tx?: Transaction): Promise<Call> {
  if (tx !== undefined) return planIn(tx, input);
  return prisma().$transaction((own) => planIn(own, input), projectionLimits);
}

async function planIn(tx: Transaction, input: PlanCallInput): Promise<Call> {
  const { seriesId, actorId } = input;
  await lockPlanning(tx, seriesId);
  const series = await tx.series.findUnique({ where: { id: seriesId } });
  if (series === null) throw new AppError('not_found', { message: 'The series of this call is gone.' });
  const number = input.number ?? (await highestNumber(tx, seriesId)) + 1;
  const { startsAt, slot } = await timesOf(tx, series, input.startsAt);
  const blocks = carryOver(await carryOverOf(tx, { seriesId, before: number }));
  const { notetaker, backup } = proposeNotetaker(await rotaOf(seriesId, startsAt ?? new Date(), tx));
  const call = await createCall(
    {
      seriesId,
      number,
      title: input.title ?? series.title,
      startsAt,
      slot,
      lengthMinutes: input.lengthMinutes ?? series.lengthMinutes,
      notetakerId: notetaker?.id ?? null,
      backupId: backup?.id ?? null,
      notes: startNotes(blocks, randomUUID),
      actorId,
    },
    tx,
  );
  await projectStoredCall(tx, call.id);
  return call;
}

/**
 * Makes everything that plans calls of a series wait for one another, until the transaction ends. Not a lock on the series'
 * row: projection takes that one while it holds a call, and this one is taken before any call.
 */
export async function lockPlanning(tx: Transaction, seriesId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`plan ${seriesId}`}, 0))::text`;
}

async function highestNumber(tx: Transaction, seriesId: string): Promise<number> {
  const calls = await tx.call.aggregate({ where: { seriesId, kind: 'call' }, _max: { number: true } });
  return calls._max.number ?? 0;
}

/** A time chosen by hand that is the cadence's own takes its slot, so that the next call comes after it. */
async function timesOf(
  tx: Transaction,
  series: { id: string; cadence: unknown; zone: string },
  chosen: Date | null | undefined,
): Promise<{ startsAt: Date | null; slot: Date | null }> {
  if (chosen === undefined) {
    const slot = await nextSlot(series, tx);
    return { startsAt: slot, slot };
  }
  const cadence = seriesCadence(series);
  if (chosen === null || cadence === null) return { startsAt: chosen, slot: null };
  const isSlot = nextCallAt(cadence, new Date(chosen.getTime() - 1)).getTime() === chosen.getTime();
  return { startsAt: chosen, slot: isSlot ? chosen : null };
}
