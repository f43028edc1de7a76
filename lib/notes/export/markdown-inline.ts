import type { PhrasingContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import type { InlineJson, MarkJson, TextJson } from '#lib/notes/note-json.ts';

const writer = unified()
  .use(remarkGfm)
  .use(remarkStringify, { emphasis: '*', rule: '-', resourceLink: false });

/** Characters that Markdown itself leaves alone and the reader of notes does not. */
const TELLING = /(\\|@|…|\.{3,}|(?<=\d):(?=[0-5]\d))/u;

/** The lines of inline content as Markdown; a hard break begins the next line. */
export function markdownInline(content: readonly InlineJson[] | undefined): string[] {
  const rows: InlineJson[][] = [[]];
  for (const node of content ?? []) {
    if (node.type === 'hardBreak') rows.push([]);
    else rows.at(-1)?.push(node);
  }
  return rows.map((row) => writeRow(row));
}

function writeRow(row: readonly InlineJson[]): string {
  if (row.length === 0) return '';
  const children = merge(row.flatMap((node, index) => toPhrasing(node, row[index - 1], row[index + 1])));
  const raws: string[] = [];
  setAside(children, raws);
  const text = writer.stringify({ type: 'root', children: [{ type: 'paragraph', children }] });
  return text
    .replace(/\n$/u, '')
    .replaceAll('\n', ' ')
    .replace(/(?<!\\)<callnotes-(\d+)>/gu, (_, index: string) => raws[Number(index)] ?? '');
}

/** Puts a tag in the place of every piece that is written as it stands, for the writer takes even those apart. */
function setAside(nodes: readonly PhrasingContent[], raws: string[]): void {
  for (const node of nodes) {
    if ('children' in node) setAside(node.children, raws);
    if (node.type !== 'html') continue;
    raws.push(node.value);
    node.value = `<callnotes-${String(raws.length - 1)}>`;
  }
}

function toPhrasing(
  node: InlineJson,
  before: InlineJson | undefined,
  behind: InlineJson | undefined,
): PhrasingContent[] {
  switch (node.type) {
    case 'text':
      return marked(node, before, behind);
    case 'mention':
      return [
        raw(
          /^[\p{L}][\p{L}\p{M}\p{N}_-]{0,38}$/u.test(node.attrs.name) && !touches(behind)
            ? `@${node.attrs.name}`
            : `@[${node.attrs.name}]`,
        ),
      ];
    case 'stamp':
    case 'gap':
      return [raw(node.attrs.text)];
    case 'hardBreak':
      return [];
  }
}

/** Whether what follows would be read as part of a mention's name. */
function touches(behind: InlineJson | undefined): boolean {
  if (behind?.type === 'text') return /^[\p{L}\p{M}\p{N}_@/-]/u.test(behind.text);
  return behind !== undefined && behind.type !== 'gap';
}

function marked(
  node: TextJson,
  before: InlineJson | undefined,
  behind: InlineJson | undefined,
): PhrasingContent[] {
  const marks = node.marks ?? [];
  if (marks.some((mark) => mark.type === 'code')) return [{ type: 'inlineCode', value: node.text }];
  const link = marks.find((mark) => mark.type === 'link');
  const plain = link !== undefined && link.attrs.href === node.text;
  const children = plain ? [textNode(node.text)] : escaped(node.text, before, behind);
  return marks.reduceRight<PhrasingContent[]>((inner, mark) => [wrap(mark, inner)], children);
}

function escaped(
  text: string,
  before: InlineJson | undefined,
  behind: InlineJson | undefined,
): PhrasingContent[] {
  const nodes = text.split(TELLING).flatMap((part, index): PhrasingContent[] => {
    if (part === '') return [];
    if (index % 2 === 0) return [textNode(part)];
    if (part === '…') return [raw('&hellip;')];
    return [raw(part.replace(/./gsu, String.raw`\$&`))];
  });
  // A full stop beside a gap written `...` would be taken for one of its dots.
  if (behind?.type === 'gap')
    rewrite(nodes, nodes.length - 1, /^(.*?)(\.+)$/su, (dots) => dots.replaceAll('.', '\\.'));
  if (before?.type === 'gap') rewrite(nodes, 0, /^()(\.+)/su, (dots) => dots.replaceAll('.', '\\.'));
  // Behind a mention's brackets round ones would be taken for a link's address.
  if (before?.type === 'mention') rewrite(nodes, 0, /^()(\()/su, (bracket) => `\\${bracket}`);
  // A digit in front of a clock time would be taken for one of its digits.
  if (behind?.type === 'stamp')
    rewrite(nodes, nodes.length - 1, /^(.*)(\d)$/su, (digit) => `&#${String(digit.charCodeAt(0))};`);
  return nodes;
}

function rewrite(
  nodes: PhrasingContent[],
  index: number,
  form: RegExp,
  write: (found: string) => string,
): void {
  const node = nodes[index];
  const found = node?.type === 'text' ? form.exec(node.value) : null;
  if (node?.type !== 'text' || found === null) return;
  const [whole, before = '', told = ''] = found;
  const parts = [textNode(before), raw(write(told)), textNode(node.value.slice(whole.length))];
  nodes.splice(index, 1, ...parts.filter((part) => part.value !== ''));
}

function wrap(mark: MarkJson, children: PhrasingContent[]): PhrasingContent {
  switch (mark.type) {
    case 'bold':
      return { type: 'strong', children };
    case 'italic':
      return { type: 'emphasis', children };
    case 'strike':
      return { type: 'delete', children };
    case 'link':
      return { type: 'link', url: mark.attrs.href, children };
    case 'code':
      return { type: 'strong', children };
  }
}

/** Neighbours under the same mark become one, so that no `****` stands between them. */
function merge(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const merged: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (
      last !== undefined &&
      'children' in last &&
      'children' in node &&
      last.type === node.type &&
      sameTarget(last, node)
    ) {
      last.children = merge([...last.children, ...node.children]);
    } else {
      merged.push(node);
    }
  }
  return merged;
}

function sameTarget(first: PhrasingContent, second: PhrasingContent): boolean {
  return first.type !== 'link' || second.type !== 'link' || first.url === second.url;
}

function textNode(value: string): { type: 'text'; value: string } {
  return { type: 'text', value };
}

/** Written as it stands: the Markdown writer escapes nothing in it. */
function raw(value: string): { type: 'html'; value: string } {
  return { type: 'html', value };
}
