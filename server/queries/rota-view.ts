import 'server-only';
import { maySetTurns } from '#lib/policy/own-turns.ts';
import { dayInZone, isoDay } from '#lib/dates/calendar-day.ts';
import { proposeNotetaker } from '#lib/rota/propose-notetaker.ts';
import type { RotaStanding } from '#lib/rota/rota.ts';
import { prisma } from '#server/db/client.ts';
import { listMembers } from '#server/db/memberships.ts';
import { listAbsences } from '#server/db/turns.ts';
import { nextSlot } from '#server/planning/next-slot.ts';
import { rotaOf } from '#server/planning/rota-of.ts';
import type { ReadableSeries } from './readable-series.ts';

export type RotaMember = {
  userId: string;
  name: string;
  /** Null for who does not take notes in turn. */
  standing: Pick<RotaStanding, 'calls' | 'minutes' | 'lastCall' | 'can'> | null;
  /** When they are away: first and last day (`YYYY-MM-DD`) in the series' zone. */
  absences: { id: string; from: string; to: string }[];
  /** Whether the asker may say when they take notes. */
  mayChange: boolean;
};

export type RotaView = {
  seriesId: string;
  /** Who is next and why, in words. */
  reason: string;
  /** Those who take notes in turn, whose turn is next first; behind them those who do not. */
  members: RotaMember[];
};

const JUST_BEFORE_MS = 1;

/** Who takes the notes of a series in turn, for its members. Takes what the asker may do in it. */
export async function rotaView({ series, access, actor }: ReadableSeries): Promise<RotaView> {
  const { id: seriesId } = series;
  const [ahead, members, absences] = await Promise.all([
    prisma().call.findFirst({
      where: { seriesId, kind: 'call', status: 'planned', cancelledAt: null, startsAt: { gt: new Date() } },
      orderBy: { startsAt: 'asc' },
      select: { startsAt: true },
    }),
    listMembers(seriesId),
    listAbsences(seriesId),
  ]);
  const at = ahead?.startsAt ?? (await nextSlot(series)) ?? new Date();
  const { reason, standings } = proposeNotetaker(await rotaOf(seriesId, at));
  const dayOf = (instant: Date): string => {
    const day = dayInZone(instant.toISOString(), series.zone);
    return day === null ? '' : isoDay(day);
  };
  const able = members.filter(({ role }) => role !== 'reader');
  const row = (userId: string, name: string, standing: RotaStanding | null): RotaMember => ({
    userId,
    name,
    standing,
    absences: absences
      .filter((absence) => absence.userId === userId)
      .map(({ id, from, to }) => ({
        id,
        from: dayOf(from),
        to: dayOf(new Date(to.getTime() - JUST_BEFORE_MS)),
      })),
    mayChange: maySetTurns(actor, access, userId),
  });
  return {
    seriesId,
    reason,
    members: [
      ...standings.map((standing) => row(standing.id, standing.name, standing)),
      ...able
        .filter(({ userId }) => !standings.some(({ id }) => id === userId))
        .map(({ userId, name }) => row(userId, name, null)),
    ],
  };
}
