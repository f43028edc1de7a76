import { agendaMinutes, type AgendaMinutes } from './agenda-minutes.ts';
import { rollUp, type RolledUp, type TimeboxedItem } from './roll-up.ts';

/** Where an agenda item stands in the time of its call, all items taking as long as planned. */
export type ItemFit = {
  id: string;
  level: 1 | 2;
  /** Its own box in minutes; null when it has none. */
  own: number | null;
  /** The minutes it takes, its sub-items included; 0 when nothing of it is boxed. */
  minutes: number;
  from: RolledUp<unknown>['from'];
  /** Minutes from the start of the call to the start of the item. */
  startsAt: number;
  /** Of an agenda that is too long: whether the item ends in time, is cut off at the end, or begins when the call is over. */
  fit: 'in' | 'cut' | 'off';
  /** Whether nobody has said how long it takes: it has no box, nor has what it stands under or what stands below it. */
  unboxed: boolean;
};

export type AgendaFit = AgendaMinutes & {
  /** All items in the order of the agenda, both levels. */
  items: ItemFit[];
};

type FittedItem = TimeboxedItem & { id: string };

/** How an agenda fits into its call: the sum against the length, and for each item when it comes and whether it falls off. */
export function agendaFit(agenda: readonly FittedItem[], lengthMinutes: number | null): AgendaFit {
  const sum = agendaMinutes(agenda, lengthMinutes);
  const end = sum.over > 0 && lengthMinutes !== null ? lengthMinutes : Number.POSITIVE_INFINITY;
  const items: ItemFit[] = [];
  let at = 0;
  for (const { item, below, minutes, from } of rollUp(agenda)) {
    items.push({ ...fitted(item, { at, end, level: 1, minutes, from }), unboxed: from === 'none' });
    let within = at;
    for (const sub of below) {
      const own = {
        minutes: sub.minutes ?? 0,
        from: sub.minutes === null ? ('none' as const) : ('own' as const),
      };
      // A box of the whole item covers what stands below it; one flag for an item without any is enough.
      const unboxed = sub.minutes === null && item.minutes === null && from !== 'none';
      items.push({ ...fitted(sub, { at: within, end, level: 2, ...own }), unboxed });
      within += own.minutes;
    }
    at += minutes;
  }
  return { ...sum, items };
}

type Place = Pick<ItemFit, 'level' | 'minutes' | 'from'> & { at: number; end: number };

function fitted(item: FittedItem, { at, end, level, minutes, from }: Place): Omit<ItemFit, 'unboxed'> {
  const late = at + minutes > end ? 'cut' : 'in';
  return {
    id: item.id,
    level,
    own: item.minutes,
    minutes,
    from,
    startsAt: at,
    fit: at >= end ? 'off' : late,
  };
}

/**
 * Why an item takes another time than its own box says, such as `Its sub-items add up to 15 minutes, more than its box of 10`;
 * null when it takes its own.
 */
export function rolledUpText({
  from,
  minutes,
  own,
}: Pick<ItemFit, 'from' | 'minutes' | 'own'>): string | null {
  if (from !== 'subItems') return null;
  const sum = `Its sub-items add up to ${String(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return own === null ? sum : `${sum}, more than its box of ${String(own)}`;
}
