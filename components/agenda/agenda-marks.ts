import { agendaFit, type ItemFit } from '#lib/agenda/agenda-fit.ts';
import type { ItemVotes } from '#lib/collab/call-state.ts';
import type { LengthItem } from './length-bar.tsx';

/** What is shown beside the items of an agenda that is still made. */
export type AgendaMarks = {
  /** By the item's id. */
  fits: ReadonlyMap<string, ItemFit>;
  votes: ReadonlyMap<string, ItemVotes['people']>;
  /** Who may vote where the agenda is only read; null for nobody. */
  voter: { callId: string; me: string } | null;
};

/** The marks of an agenda against the length of its call. */
export function agendaMarks(
  items: readonly LengthItem[],
  lengthMinutes: number,
  { votes, voter }: { votes: readonly ItemVotes[]; voter: AgendaMarks['voter'] },
): AgendaMarks {
  return {
    fits: new Map(agendaFit(items, lengthMinutes).items.map((fit) => [fit.id, fit])),
    votes: new Map(votes.map(({ item, people }) => [item, people])),
    voter,
  };
}
