import type { Node as ProseMirrorNode, ResolvedPos } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import type { AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';
import type { LineAttrs } from '#lib/notes/schema/line.ts';
import type { SpokenLine } from '#lib/speakers/roster.ts';

/** A block of the document and where it begins. */
export type PlacedBlock = { node: ProseMirrorNode; pos: number };

export function isLine(node: ProseMirrorNode): boolean {
  return node.type.name === 'line';
}

export function isAgendaItem(node: ProseMirrorNode): boolean {
  return node.type.name === 'agendaItem';
}

/** The attributes of a line, typed. The schema gives every line all of them. */
export function lineAttrs(node: ProseMirrorNode): LineAttrs {
  return node.attrs as LineAttrs;
}

/** The attributes of an agenda item, typed. */
export function itemAttrs(node: ProseMirrorNode): AgendaItemAttrs {
  return node.attrs as AgendaItemAttrs;
}

/** The id of a block or gap; null while it has none. */
export function blockId(node: ProseMirrorNode): string | null {
  const id: unknown = node.attrs['id'];
  return typeof id === 'string' ? id : null;
}

/** The block around a position. */
export function blockAt($pos: ResolvedPos): PlacedBlock | null {
  return $pos.depth === 0 ? null : { node: $pos.node(1), pos: $pos.before(1) };
}

/** The block with an id; null when it is gone. */
export function findBlock(doc: ProseMirrorNode, id: string): PlacedBlock | null {
  let found: PlacedBlock | null = null;
  doc.forEach((node, pos) => {
    if (found === null && blockId(node) === id) found = { node, pos };
  });
  return found;
}

/** The blocks that a selection touches. */
export function selectedBlocks(state: EditorState): PlacedBlock[] {
  const { from, to } = state.selection;
  const blocks: PlacedBlock[] = [];
  state.doc.forEach((node, pos) => {
    if (pos < to && pos + node.nodeSize > from) blocks.push({ node, pos });
    else if (from === to && pos < from && pos + node.nodeSize > from) blocks.push({ node, pos });
  });
  return blocks;
}

/** Who speaks on each line of a document, in order. */
export function spokenLines(doc: ProseMirrorNode): SpokenLine[] {
  const lines: SpokenLine[] = [];
  doc.forEach((node) => {
    if (isLine(node))
      lines.push({ speaker: lineAttrs(node).speaker, speakerName: lineAttrs(node).speakerName });
  });
  return lines;
}

/** The text from a block's start to a position; null when anything but text stands there. */
export function plainTextBefore($pos: ResolvedPos): string | null {
  let text = '';
  for (let index = 0; index < $pos.index(); index++) {
    const child = $pos.parent.child(index);
    if (!child.isText) return null;
    text += child.text ?? '';
  }
  return (
    text +
    ($pos.textOffset === 0 ? '' : ($pos.parent.child($pos.index()).text ?? '').slice(0, $pos.textOffset))
  );
}

/** Whether typed text at a position is code, where nothing is ever converted. */
export function isCode(state: EditorState, $pos: ResolvedPos): boolean {
  if ($pos.parent.type.spec.code === true) return true;
  const code = state.schema.marks['code'];
  return code !== undefined && code.isInSet(state.storedMarks ?? $pos.marks()) !== undefined;
}
