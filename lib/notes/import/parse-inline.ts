import type { PhrasingContent, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { MarkJson } from '#lib/notes/note-json.ts';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import { SLOT_TAG } from './inline-slots.ts';
import type { ReadInline } from './read-types.ts';
import { SLOT } from './scan-lines.ts';

const processor = unified().use(remarkParse).use(remarkGfm);
/** Keeps the text from being read as a heading, list or code block. */
const GUARD = 'x ';
const PLAIN = /^[^\\`*_~[\]<>&@!]*$/u;
const ADDRESS = /https?:\/\/|www\./iu;
/** More marks than a person writes on one line; such a line is kept as plain text. */
const MOST_MARKS = 400;
const LONGEST = 20_000;

/** Whether a line is kept as plain text because it holds more Markdown marks than any person writes. */
export function isTooDense(text: string): boolean {
  return text.length > LONGEST || (text.match(/[\\`*_~[\]<>&!]/gu)?.length ?? 0) > MOST_MARKS;
}

/**
 * One line of Markdown as text with marks. `definitions` are the `[label]: address` lines of the file; `own`
 * says that an address whose dots are escaped is not to be linked.
 */
export function parseMarkdownInline(
  text: string,
  definitions: ReadonlyMap<string, string>,
  own: boolean,
): ReadInline[] {
  if (text === '') return [];
  if (PLAIN.test(text) && !ADDRESS.test(text)) {
    return [{ type: 'text', text: text.replaceAll(SLOT_TAG, SLOT) }];
  }
  const source = GUARD + text;
  const root: Root = processor.parse(`${source}${definitionLines(text, definitions)}`);
  const [paragraph] = root.children;
  const plain: ReadInline = { type: 'text', text: text.replaceAll(SLOT_TAG, SLOT) };
  if (paragraph?.type !== 'paragraph') return [plain];
  const content: ReadInline[] = [];
  walk(paragraph.children, [], { source, content, definitions, own });
  return dropGuard(content) ?? [plain];
}

/** Plain text with its web addresses as links. */
export function parsePlainInline(text: string): ReadInline[] {
  const content: ReadInline[] = [];
  let from = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"\uFDD0-\uFDEF]+/giu)) {
    const href = found[0].replace(/[.,;:!?)\]]+$/u, '');
    if (!isSafeHref(href)) continue;
    pushText(content, text.slice(from, found.index), []);
    pushText(content, href, [{ type: 'link', attrs: { href } }]);
    from = found.index + href.length;
  }
  pushText(content, text.slice(from), []);
  return content;
}

type Walk = { source: string; content: ReadInline[]; definitions: ReadonlyMap<string, string>; own: boolean };

function walk(nodes: readonly PhrasingContent[], marks: readonly MarkJson[], state: Walk): void {
  for (const node of nodes) {
    switch (node.type) {
      case 'text':
        pushText(state.content, node.value, marks);
        break;
      case 'strong':
        walk(node.children, [...marks, { type: 'bold' }], state);
        break;
      case 'emphasis':
        walk(node.children, [...marks, { type: 'italic' }], state);
        break;
      case 'delete':
        walk(node.children, [...marks, { type: 'strike' }], state);
        break;
      case 'inlineCode':
        // Code excludes every other mark, so inside a link the address wins.
        pushText(
          state.content,
          node.value,
          marks.some((mark) => mark.type === 'link') ? marks : [{ type: 'code' }],
        );
        break;
      case 'link':
        link(node, node.url, marks, state);
        break;
      case 'linkReference':
        link(node, state.definitions.get(node.identifier.toLowerCase()) ?? '', marks, state);
        break;
      case 'html':
        pushText(state.content, node.value === SLOT_TAG ? SLOT : node.value, marks);
        break;
      case 'break':
      case 'footnoteReference':
      case 'image':
      case 'imageReference':
        pushText(state.content, written(node, state), marks);
    }
  }
}

function link(
  node: Extract<PhrasingContent, { type: 'link' | 'linkReference' }>,
  href: string,
  marks: readonly MarkJson[],
  state: Walk,
): void {
  // Links without a position were made of plain text after the parsing, whatever was escaped in it.
  if (state.own && node.position === undefined) {
    walk(node.children, marks, state);
    return;
  }
  if (!isSafeHref(href) || node.children.length === 0) {
    pushText(state.content, written(node, state), marks);
    return;
  }
  walk(node.children, [...marks, { type: 'link', attrs: { href } }], state);
}

function written(node: PhrasingContent, state: Walk): string {
  const raw = state.source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  return raw.replaceAll(SLOT_TAG, SLOT);
}

function pushText(content: ReadInline[], text: string, marks: readonly MarkJson[]): void {
  if (text === '') return;
  const flat = text.replace(/[\r\n]+/gu, ' ');
  content.push(
    marks.length === 0 ? { type: 'text', text: flat } : { type: 'text', text: flat, marks: [...marks] },
  );
}

function dropGuard(content: ReadInline[]): ReadInline[] | null {
  const [first, ...rest] = content;
  if (first?.type !== 'text' || first.marks !== undefined || !first.text.startsWith(GUARD)) return null;
  const text = first.text.slice(GUARD.length);
  return text === '' ? rest : [{ type: 'text', text }, ...rest];
}

function definitionLines(text: string, definitions: ReadonlyMap<string, string>): string {
  if (definitions.size === 0 || !text.includes('[')) return '';
  const lower = text.toLowerCase();
  const used = [...definitions].filter(([label]) => lower.includes(`[${label}]`)).slice(0, 20);
  return used.length === 0 ? '' : `\n\n${used.map(([label, href]) => `[${label}]: ${href}`).join('\n')}`;
}
