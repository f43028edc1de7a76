import { Node } from '@tiptap/core';
import { readText } from './read-attribute.ts';

export type MentionAttrs = {
  /** Roster id; null when the name is not on the roster. */
  person: string | null;
  name: string;
};

/** A person named inside a line, written `@Name`. */
export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,

  addAttributes() {
    return {
      person: { default: null, parseHTML: (element) => readText(element, 'data-person') },
      name: { default: '', parseHTML: (element) => readText(element, 'data-name') ?? '' },
    };
  },

  parseHTML() {
    return [{ tag: 'span[data-mention]' }];
  },

  renderHTML({ node }) {
    const attrs = node.attrs as MentionAttrs;
    return [
      'span',
      { 'data-mention': '', 'data-person': attrs.person, 'data-name': attrs.name },
      `@${attrs.name}`,
    ];
  },

  renderText({ node }) {
    return `@${(node.attrs as MentionAttrs).name}`;
  },
});
