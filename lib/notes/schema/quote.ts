import { Node } from '@tiptap/core';
import { readText } from './read-attribute.ts';

export type QuoteAttrs = { id: string | null };

/** Pasted words of somebody who is not speaking on the call. */
export const Quote = Node.create({
  name: 'quote',
  group: 'block',
  content: 'inline*',
  defining: true,

  addAttributes() {
    return { id: { default: null, parseHTML: (element) => readText(element, 'data-id') } };
  },

  parseHTML() {
    return [{ tag: 'blockquote' }];
  },

  renderHTML({ node }) {
    return ['blockquote', { 'data-id': (node.attrs as QuoteAttrs).id }, 0];
  },
});
