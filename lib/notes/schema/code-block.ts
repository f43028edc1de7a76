import { Node } from '@tiptap/core';

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
      id: { default: null, parseHTML: (element) => element.getAttribute('data-id') },
      language: { default: null, parseHTML: (element) => element.getAttribute('data-language') },
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
