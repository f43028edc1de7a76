import { Node } from '@tiptap/core';
import { readInstant, readText } from './read-attribute.ts';

export type GapAttrs = {
  id: string | null;
  /** ISO instant of the missed speech, typing lag already taken off; null when unknown. */
  at: string | null;
  /** How it was typed, `…` or `...`. */
  text: string;
};

/** Missed speech: something was said here and not written down. */
export const Gap = Node.create({
  name: 'gap',
  group: 'inline',
  inline: true,
  atom: true,

  addAttributes() {
    return {
      id: { default: null, parseHTML: (element) => readText(element, 'data-id') },
      at: { default: null, parseHTML: (element) => readInstant(element, 'data-at') },
      text: { default: '…', parseHTML: (element) => (element.textContent === '...' ? '...' : '…') },
    };
  },

  parseHTML() {
    return [{ tag: 'span[data-gap-id]' }];
  },

  renderHTML({ node }) {
    const attrs = node.attrs as GapAttrs;
    return ['span', { 'data-gap-id': attrs.id ?? '', 'data-id': attrs.id, 'data-at': attrs.at }, attrs.text];
  },

  renderText({ node }) {
    return (node.attrs as GapAttrs).text;
  },
});
