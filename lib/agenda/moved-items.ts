import { plainInline } from '#lib/carry-over/plain-inline.ts';
import { inlineText, type AgendaItemJson } from '#lib/notes/note-json.ts';
import { blankAgendaItem, type AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';
import type { ItemSection } from './item-section.ts';

/** The call that an item is moved out of. */
export type MovedFrom = { callId: string; number: number };

/** The marks that an item gets when it goes on in another call: since when, how often, and from where. */
export function movedMarks(
  { attrs }: AgendaItemJson,
  from: MovedFrom,
  under: string | null,
): Pick<AgendaItemAttrs, 'carriedSince' | 'carriedTimes' | 'carriedUnder' | 'fromCall' | 'fromItem'> {
  return {
    carriedSince: attrs.carriedSince ?? from.number,
    carriedTimes: (attrs.carriedTimes ?? 0) + 1,
    carriedUnder: under ?? attrs.carriedUnder,
    fromCall: from.callId,
    fromItem: attrs.id,
  };
}

/**
 * What a section becomes on the agenda of another call: its item on the first level and those of its sub-items that are not
 * done with, each with its title, purpose, box, link and proposer. What was written under them stays where it is.
 */
export function movedItems(section: ItemSection, from: MovedFrom, newId: () => string): AgendaItemJson[] {
  const { item, below, parent } = section;
  const under = parent === null ? null : inlineText(parent.content).trim() || null;
  const open = below.filter(
    (block): block is AgendaItemJson =>
      block.type === 'agendaItem' && block.attrs.state !== 'done' && block.attrs.state !== 'seeOther',
  );
  return [movedItem(item, 1, under), ...open.map((sub) => movedItem(sub, 2, null))];

  function movedItem(one: AgendaItemJson, level: 1 | 2, stoodUnder: string | null): AgendaItemJson {
    const { minutes, purpose, proposer } = one.attrs;
    return {
      type: 'agendaItem',
      attrs: {
        ...blankAgendaItem,
        id: newId(),
        level,
        minutes,
        purpose,
        proposer,
        ...movedMarks(one, from, stoodUnder),
      },
      content: plainInline(one.content ?? []),
    };
  }
}
