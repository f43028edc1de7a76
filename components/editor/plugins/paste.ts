import { Fragment, Slice, type Mark, type Node as ProseMirrorNode, type Schema } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import { blockText } from '#components/editor/engine/block-text.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** A larger paste is refused: it would keep everybody's page busy. A page of notes has about 3,000 letters. */
const MAX_PASTE_BYTES = 1_500_000;
const MAX_PASTE_LINES = 3000;

const address = /\bhttps?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/g;

/**
 * Pasted plain text becomes one line for each line of it, as it is: no speakers, gaps or stamps are read into it.
 * Everything gets an id of its own (N3); HTML is what the schema makes of it (N8).
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
          : new Slice(
              withNewIds(slice.content, () => context.newId()),
              slice.openStart,
              slice.openEnd,
            ),
      handlePaste: (_view, event) => {
        const { bytes, lines } = sizeOf(event.clipboardData);
        if (bytes <= MAX_PASTE_BYTES && lines <= MAX_PASTE_LINES) return false;
        const size = bytes > MAX_PASTE_BYTES ? `${Math.ceil(bytes / 1000)} kB` : `${lines} lines`;
        refuse(`That is too large to paste at once (${size}). Paste it in parts.`);
        context.announce('Not pasted: too large.');
        return true;
      },
    },
  });
}

function sizeOf(data: DataTransfer | null): { bytes: number; lines: number } {
  const text = data?.getData('text/plain') ?? '';
  return { bytes: new TextEncoder().encode(text).length, lines: text.split('\n').length };
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

/** Given here, all at once: later each id would be a change of its own, and many of them take long. */
function withNewIds(fragment: Fragment, newId: () => string): Fragment {
  const nodes: ProseMirrorNode[] = [];
  fragment.forEach((node) => {
    if (node.isText) {
      nodes.push(node);
      return;
    }
    const attrs = 'id' in node.attrs ? { ...node.attrs, id: newId() } : node.attrs;
    nodes.push(node.type.create(attrs, withNewIds(node.content, newId), node.marks));
  });
  return Fragment.from(nodes);
}
