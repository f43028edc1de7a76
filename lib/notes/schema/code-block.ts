import { Node } from '@tiptap/core';
import { readText } from './read-attribute.ts';

export type CodeBlockAttrs = { id: string | null; language: string | null };

/** Pasted material kept letter by letter: code, logs, tables, anything without a home of its own. */
export const CodeBlock = Node.create({
  name: 'codeBlock',
  group: 'block',
  content: 'text*',
  marks: '',
  code: true,
  defining: true,

  addAttributes() {
    return {
      id: { default: null, parseHTML: (element) => readText(element, 'data-id') },
      language: { default: null, parseHTML: (element) => readText(element, 'data-language', 40) },
    };
  },

  parseHTML() {
    return [{ tag: 'pre', preserveWhitespace: 'full' }];
  },

  renderHTML({ node }) {
    const attrs = node.attrs as CodeBlockAttrs;
    return ['pre', { 'data-id': attrs.id, 'data-language': attrs.language }, ['code', 0]];
  },
});
