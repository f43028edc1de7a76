import { Fragment, Slice, type Mark, type Node as ProseMirrorNode, type Schema } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import { blockText } from '#components/editor/engine/block-text.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/**
 * A paste that would make a larger change than this is refused: the server would end the connection over it. Each
 * line costs more than its text.
 */
const MAX_CHANGE_BYTES = 1_500_000;
const BYTES_PER_LINE = 250;

const address = /\bhttps?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/g;

/**
 * Pasted plain text becomes one line for each line of it, as it is: no speakers, gaps or stamps are read into it.
 * Ids are left to be given anew (N3); HTML is what the schema makes of it (N8).
 */
export function paste(context: NotesContext, refuse: (why: string) => void): Plugin {
  return new Plugin({
    key: new PluginKey('notesPaste'),
    props: {
      clipboardTextParser: (text, $context) => {
        const { schema } = $context.doc.type;
        return textAsLines(text, schema);
      },
      clipboardTextSerializer: (slice) => sliceAsText(slice),
      transformPasted: (slice, view) =>
        view.dragging?.move === true
          ? slice
          : new Slice(withoutIds(slice.content), slice.openStart, slice.openEnd),
      handlePaste: (_view, event) => {
        const size = pastedBytes(event.clipboardData);
        if (size <= MAX_CHANGE_BYTES) return false;
        refuse(`That is too large to paste at once (${Math.ceil(size / 1000)} kB). Paste it in parts.`);
        context.announce('Not pasted: too large.');
        return true;
      },
    },
  });
}

function pastedBytes(data: DataTransfer | null): number {
  const text = data?.getData('text/plain') ?? '';
  return new TextEncoder().encode(text).length + text.split('\n').length * BYTES_PER_LINE;
}

/** Plain text as lines of the schema; blank lines are left out, addresses become links. */
export function textAsLines(text: string, schema: Schema): Slice {
  const { line } = schema.nodes;
  const rows = text
    .split(/\r\n?|\n/)
    .map((row) => row.replaceAll('\t', ' ').trimEnd())
    .filter((row) => row.trim() !== '');
  if (line === undefined || rows.length === 0) return Slice.empty;
  const content = rows.map((row) => line.create(null, withLinks(row, schema)));
  return new Slice(Fragment.from(content), 1, 1);
}

function withLinks(row: string, schema: Schema): ProseMirrorNode[] {
  const nodes: ProseMirrorNode[] = [];
  let end = 0;
  for (const match of row.matchAll(address)) {
    const href = match[0];
    const link: Mark | undefined = isSafeHref(href) ? schema.marks['link']?.create({ href }) : undefined;
    if (match.index > end) nodes.push(schema.text(row.slice(end, match.index)));
    nodes.push(schema.text(href, link === undefined ? [] : [link]));
    end = match.index + href.length;
  }
  if (end < row.length) nodes.push(schema.text(row.slice(end)));
  return nodes;
}

/** Copied notes as plain text: one row each, with the speaker's name before whole lines. */
export function sliceAsText(slice: Slice): string {
  const whole = slice.content.childCount > 1 || slice.openStart === 0;
  const rows: string[] = [];
  slice.content.forEach((node) => {
    const name: unknown = node.attrs['speakerName'];
    rows.push(whole && typeof name === 'string' ? `${name}: ${blockText(node)}` : blockText(node));
  });
  return rows.join('\n');
}

function withoutIds(fragment: Fragment): Fragment {
  const nodes: ProseMirrorNode[] = [];
  fragment.forEach((node) => {
    if (node.isText) {
      nodes.push(node);
      return;
    }
    const attrs = 'id' in node.attrs ? { ...node.attrs, id: null } : node.attrs;
    nodes.push(node.type.create(attrs, withoutIds(node.content), node.marks));
  });
  return Fragment.from(nodes);
}
