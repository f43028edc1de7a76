import { Node } from '@tiptap/core';
import { readInstant } from './read-attribute.ts';

export type StampAttrs = {
  /** The clock time as it was typed, such as `14:12`. */
  text: string;
  /** The ISO instant it stands for; null when it could not be resolved. */
  at: string | null;
  /** Whether speech was missed at this time. */
  gap: boolean;
};

/** A clock time inside a line. */
export const Stamp = Node.create({
  name: 'stamp',
  group: 'inline',
  inline: true,
  atom: true,

  addAttributes() {
    return {
      text: { default: '', parseHTML: (element) => (element.textContent ?? '').slice(0, 40) },
      at: { default: null, parseHTML: (element) => readInstant(element, 'datetime') },
      gap: { default: false, parseHTML: (element) => element.getAttribute('data-gap') === 'true' },
    };
  },

  parseHTML() {
    return [{ tag: 'time[data-stamp]' }];
  },

  renderHTML({ node }) {
    const attrs = node.attrs as StampAttrs;
    return [
      'time',
      { 'data-stamp': '', datetime: attrs.at, 'data-gap': attrs.gap ? 'true' : null },
      attrs.text,
    ];
  },

  renderText({ node }) {
    return (node.attrs as StampAttrs).text;
  },
});
