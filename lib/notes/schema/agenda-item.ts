import { Node } from '@tiptap/core';
import { readInteger, readOneOf, readText } from './read-attribute.ts';

export const agendaItemStates = ['open', 'current', 'done', 'noTime', 'carried', 'seeOther'] as const;
export type AgendaItemState = (typeof agendaItemStates)[number];

export const agendaItemPurposes = ['intro', 'update', 'feedback', 'decision'] as const;
export type AgendaItemPurpose = (typeof agendaItemPurposes)[number];

/** Largest timebox in minutes. */
export const MAX_MINUTES = 600;

export type AgendaItemAttrs = {
  id: string | null;
  level: 1 | 2;
  /** Timebox in minutes. */
  minutes: number | null;
  /** The timebox as it was written in imported notes, such as `(~5’)`; null when computed from `minutes`. */
  timebox: string | null;
  purpose: AgendaItemPurpose | null;
  proposer: string | null;
  state: AgendaItemState;
  /** Id of the agenda item under which this one was discussed, when `state` is `seeOther`. */
  seeItem: string | null;
  /** The heading as it was written above the notes of imported text, key included; null when computed. */
  writtenHeading: string | null;
  /** Id of the template's item that it was made from. */
  templateItem: string | null;
  /** Number of the call on whose agenda it was first; null when it was not carried. */
  carriedSince: number | null;
  /** How often it was carried to a next call. */
  carriedTimes: number | null;
  /** Title of the item it stood under until that one was done with. */
  carriedUnder: string | null;
  /** The call and the item of it that this one goes on with; both or none, and they may be gone. */
  fromCall: string | null;
  fromItem: string | null;
};

/** An agenda item of which nothing is known yet: what the schema gives where nothing is said. */
export const blankAgendaItem: Readonly<AgendaItemAttrs> = {
  id: null,
  level: 1,
  minutes: null,
  timebox: null,
  purpose: null,
  proposer: null,
  state: 'open',
  seeItem: null,
  writtenHeading: null,
  templateItem: null,
  carriedSince: null,
  carriedTimes: null,
  carriedUnder: null,
  fromCall: null,
  fromItem: null,
};

/** The heading of a section: an agenda item. Its number is its position and is never stored (N2). */
export const AgendaItem = Node.create({
  name: 'agendaItem',
  group: 'block',
  content: 'inline*',
  defining: true,

  addAttributes() {
    return {
      id: { default: null, parseHTML: (element) => readText(element, 'data-id') },
      level: { default: 1, parseHTML: (element) => (element.tagName === 'H3' ? 2 : 1) },
      minutes: {
        default: null,
        parseHTML: (element) => readInteger(element, 'data-minutes', 1, MAX_MINUTES),
      },
      timebox: { default: null, parseHTML: (element) => readText(element, 'data-timebox') },
      purpose: {
        default: null,
        parseHTML: (element) => readOneOf(element, 'data-purpose', agendaItemPurposes),
      },
      proposer: { default: null, parseHTML: (element) => readText(element, 'data-proposer') },
      state: {
        default: 'open',
        parseHTML: (element) => readOneOf(element, 'data-state', agendaItemStates) ?? 'open',
      },
      seeItem: { default: null, parseHTML: (element) => readText(element, 'data-see-item') },
      writtenHeading: {
        default: null,
        parseHTML: (element) => readText(element, 'data-written-heading', 1000),
      },
      // Where an item comes from stays with the item: a copy by way of the clipboard is a new one.
      templateItem: { default: null, parseHTML: () => null },
      carriedSince: { default: null, parseHTML: () => null },
      carriedTimes: { default: null, parseHTML: () => null },
      carriedUnder: { default: null, parseHTML: () => null },
      fromCall: { default: null, parseHTML: () => null },
      fromItem: { default: null, parseHTML: () => null },
    };
  },

  parseHTML() {
    return [{ tag: 'h2' }, { tag: 'h3' }];
  },

  renderHTML({ node }) {
    const attrs = node.attrs as AgendaItemAttrs;
    return [
      attrs.level === 2 ? 'h3' : 'h2',
      {
        'data-id': attrs.id,
        'data-minutes': attrs.minutes,
        'data-timebox': attrs.timebox,
        'data-purpose': attrs.purpose,
        'data-proposer': attrs.proposer,
        'data-state': attrs.state,
        'data-see-item': attrs.seeItem,
        'data-written-heading': attrs.writtenHeading,
      },
      0,
    ];
  },
});
