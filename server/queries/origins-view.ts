import 'server-only';
import { ageWords, carriedWords } from '#lib/carry-over/carried-words.ts';
import type { CallOrigins, ItemOrigin, LineOrigin } from '#lib/carry-over/origins.ts';
import { noOrigins } from '#lib/carry-over/origins.ts';
import { callDay } from '#lib/dates/call-day.ts';
import { dayInZone, type CalendarDay } from '#lib/dates/calendar-day.ts';
import { itemAnchor, lineAnchor } from '#lib/notes/item-anchor.ts';
import { rosterPerson, type RosterPerson } from '#lib/speakers/roster.ts';
import { prisma } from '#server/db/client.ts';

type Line = { id: string; bornCallId: string | null; bornLineId: string | null };
type Item = {
  id: string;
  carriedSince: number | null;
  carriedTimes: number | null;
  carriedUnder: string | null;
  fromCallId: string | null;
  fromItemId: string | null;
};

export type OriginsInput = {
  callId: string;
  seriesId: string;
  lines: readonly Line[];
  items: readonly Item[];
  people: readonly RosterPerson[];
  /** Whether the asker may read the other calls of the series. */
  links: boolean;
};

/**
 * Where the blocks of a call come from, as it is there now. What points to another series, to nothing, or to a line that is
 * no action any more, has no origin: it is plain text.
 */
export async function originsView(input: OriginsInput): Promise<CallOrigins> {
  const references = input.lines.flatMap(({ id, bornCallId, bornLineId }) =>
    bornCallId === null || bornLineId === null ? [] : [{ id, callId: bornCallId, lineId: bornLineId }],
  );
  const carried = input.items.filter(({ carriedSince }) => carriedSince !== null);
  if (references.length + carried.length === 0) return noOrigins;
  const births = references.map(({ callId, lineId }) => ({ callId, lineId }));
  const from = carried.flatMap(({ fromCallId, fromItemId }) =>
    fromCallId === null || fromItemId === null ? [] : [{ callId: fromCallId, id: fromItemId }],
  );
  const [here, calls, actions, ticks, lines, items] = await Promise.all([
    prisma().call.findUniqueOrThrow({
      where: { id: input.callId },
      select: { ...dateOfCall, series: { select: { slug: true, zone: true } } },
    }),
    prisma().call.findMany({
      where: {
        seriesId: input.seriesId,
        kind: 'call',
        id: { in: [...births, ...from].map(({ callId }) => callId) },
      },
      select: { id: true, number: true, ...dateOfCall },
    }),
    prisma().action.findMany({ where: { OR: births } }),
    prisma().actionTick.findMany({ where: { OR: births } }),
    prisma().line.findMany({
      where: { OR: births.map(({ callId, lineId }) => ({ callId, id: lineId })) },
      select: { callId: true, id: true, kind: true },
    }),
    prisma().agendaItem.findMany({
      where: { OR: from },
      select: { callId: true, id: true, key: true, title: true },
    }),
  ]);
  const { slug, zone } = here.series;
  const callOf = (id: string) => calls.find((call) => call.id === id);
  const pathOf = (number: number, anchor: string): string | null =>
    input.links ? `/${slug}/${String(number)}#${anchor}` : null;
  const today = dayOf(here, zone) ?? dayInZone(new Date().toISOString(), zone);

  function lineOrigin({ callId, lineId }: { callId: string; lineId: string }): LineOrigin | null {
    const call = callOf(callId);
    const line = lines.find((one) => one.callId === callId && one.id === lineId);
    const action = actions.find((one) => one.callId === callId && one.lineId === lineId);
    if (call === undefined || (line === undefined && action === undefined)) return null;
    const born = dayOf(call, zone);
    const shared = {
      callId,
      lineId,
      number: call.number,
      age: born === null || today === null ? null : ageWords(today - born),
      href: pathOf(call.number, lineAnchor(lineId)),
    };
    if (action === undefined) {
      return { ...shared, kind: 'placeholder', owner: null, due: null, done: line?.kind !== 'placeholder' };
    }
    const tick = ticks.find((one) => one.callId === callId && one.lineId === lineId);
    const owner = action.ownerId === null ? undefined : rosterPerson(action.ownerId, input.people);
    return {
      ...shared,
      kind: 'action',
      owner: owner?.name ?? action.ownerName,
      due: action.due?.toISOString().slice(0, 10) ?? null,
      done: tick?.done ?? action.done,
    };
  }

  function itemOrigin(item: Item): ItemOrigin | null {
    const { carriedSince: since, carriedTimes: times, carriedUnder: under } = item;
    if (since === null || times === null) return null;
    const call = item.fromCallId === null ? undefined : callOf(item.fromCallId);
    const before = items.find((one) => one.callId === item.fromCallId && one.id === item.fromItemId);
    const known = call !== undefined && before !== undefined;
    return {
      words: carriedWords({ since, times, under }),
      href: known ? pathOf(call.number, itemAnchor(before.key, before.title)) : null,
    };
  }

  return {
    lines: Object.fromEntries(
      references.flatMap((reference) => {
        const origin = lineOrigin(reference);
        return origin === null ? [] : [[reference.id, origin]];
      }),
    ),
    items: Object.fromEntries(
      carried.flatMap((item) => {
        const origin = itemOrigin(item);
        return origin === null ? [] : [[item.id, origin]];
      }),
    ),
  };
}

const dateOfCall = { startsAt: true, startedAt: true, heldOn: true } as const;

function dayOf(
  call: { startsAt: Date | null; startedAt: Date | null; heldOn: Date | null },
  zone: string,
): CalendarDay | null {
  const startsAt = (call.startsAt ?? call.startedAt)?.toISOString() ?? null;
  return callDay({ startsAt, heldOn: call.heldOn?.toISOString().slice(0, 10) ?? null, zone });
}
