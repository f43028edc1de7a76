import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { TextSelection, type Command } from '@tiptap/pm/state';
import { isAgendaItem, isLine, itemAttrs, lineAttrs } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';

/** Goes on with the notes of a call: a new line at the end of the current section, and the caret in it. */
export const takeNotes: Command = (state, dispatch) => {
  const { line } = state.schema.nodes;
  if (line === undefined) return false;
  const end = currentSectionEnd(state.doc);
  const tr = state.tr.insert(end, line.create());
  dispatch?.(
    tr
      .setSelection(TextSelection.create(tr.doc, end + 1))
      .setMeta(NOT_TYPED, true)
      .scrollIntoView(),
  );
  return true;
};

/** Where the section of the current agenda item ends; while none is current, the section of the line begun last. */
function currentSectionEnd(doc: ProseMirrorNode): number {
  let section = { current: false, latest: Number.NEGATIVE_INFINITY, end: 0 };
  let best = section;
  doc.forEach((node, pos) => {
    if (isAgendaItem(node)) {
      const current = itemAttrs(node).state === 'current';
      section = { current, latest: Number.NEGATIVE_INFINITY, end: 0 };
    }
    section.end = pos + node.nodeSize;
    if (isLine(node)) section.latest = Math.max(section.latest, begunAt(node));
    if (comesBefore(section, best)) best = section;
  });
  return best.end === 0 ? doc.content.size : best.end;
}

type Section = { current: boolean; latest: number; end: number };

function comesBefore(one: Section, other: Section): boolean {
  return one.current === other.current ? one.latest > other.latest : one.current;
}

function begunAt(line: ProseMirrorNode): number {
  const { at } = lineAttrs(line);
  const instant = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(instant) ? Number.NEGATIVE_INFINITY : instant;
}
