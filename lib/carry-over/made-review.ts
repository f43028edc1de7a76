import { blankAgendaItem } from '#lib/notes/schema/agenda-item.ts';
import type { StartItem } from './start-block.ts';

/** The item under which actions are reviewed, for an agenda that has none. */
export function madeReview(): StartItem {
  const { level, minutes, purpose, proposer } = blankAgendaItem;
  return {
    kind: 'item',
    attrs: { level, minutes, purpose, proposer },
    content: [{ type: 'text', text: 'Review previous actions' }],
    templateItemId: null,
    carried: null,
    from: null,
  };
}
