import type { AgendaItemJson, InlineJson } from '#lib/notes/note-json.ts';
import { blankAgendaItem, type AgendaItemPurpose } from '#lib/notes/schema/agenda-item.ts';

/** An item as somebody puts it forward for an agenda. */
export type Proposal = {
  title: string;
  purpose: AgendaItemPurpose | null;
  /** How long it may take; null when nobody said. */
  minutes: number | null;
  /** An address that its title leads to; null without one. */
  link: string | null;
};

/** The heading's content of a proposal: its title, which leads to the link where there is one. */
export function proposedContent({ title, link }: Pick<Proposal, 'title' | 'link'>): InlineJson[] {
  if (link === null) return [{ type: 'text', text: title }];
  return [{ type: 'text', text: title, marks: [{ type: 'link', attrs: { href: link } }] }];
}

/** A proposal as an item of an agenda, with the name of who made it. */
export function proposedItem(proposal: Proposal, proposer: string, id: string): AgendaItemJson {
  const { purpose, minutes } = proposal;
  return {
    type: 'agendaItem',
    attrs: { ...blankAgendaItem, id, purpose, minutes, proposer },
    content: proposedContent(proposal),
  };
}
