import type { Extensions } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { Italic } from '@tiptap/extension-italic';
import { Link } from '@tiptap/extension-link';
import { Strike } from '@tiptap/extension-strike';
import { isSafeHref } from './is-safe-href.ts';

// Nothing but the address: the stock mark also takes target, class and title from pasted HTML.
const SafeLink = Link.extend({
  addAttributes() {
    return { href: { default: null, parseHTML: (element) => element.getAttribute('href') } };
  },
});

export const noteMarks: Extensions = [
  Bold,
  Italic,
  Strike,
  Code,
  SafeLink.configure({
    openOnClick: false,
    autolink: true,
    defaultProtocol: 'https',
    isAllowedUri: (href) => isSafeHref(href),
    HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: null },
  }),
];
