import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { TextSelection, type Command } from '@tiptap/pm/state';
import {
  blockAt,
  blockId,
  isAgendaItem,
  isLine,
  itemAttrs,
  selectedBlocks,
} from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { placeOfItem } from './move-blocks.ts';
import { speakerAsText } from './take-speaker.ts';

/** Makes the selected lines agenda items of a level, or gives the selected items that level. */
export function turnIntoItem(level: 1 | 2, context: NotesContext): Command {
  return (state, dispatch) => {
    const { agendaItem } = state.schema.nodes;
    if (agendaItem === undefined) return false;
    const tr = state.tr;
    for (const { node, pos } of selectedBlocks(state).toReversed()) {
      if (isAgendaItem(node)) {
        if (itemAttrs(node).level !== level) tr.setNodeAttribute(pos, 'level', level);
      } else if (isLine(node)) {
        speakerAsText(tr, pos);
        tr.setNodeMarkup(pos, agendaItem, { level, proposer: context.proposer() });
      }
    }
    if (!tr.docChanged) return false;
    dispatch?.(tr.setMeta(NOT_TYPED, true).scrollIntoView());
    return true;
  };
}

/** Makes the selected agenda items lines again. A timebox goes into the text, so that it is not lost. */
export const turnIntoLine: Command = (state, dispatch) => {
  const { line } = state.schema.nodes;
  if (line === undefined) return false;
  const tr = state.tr;
  for (const { node, pos } of selectedBlocks(state).toReversed()) {
    if (!isAgendaItem(node)) continue;
    const { minutes } = itemAttrs(node);
    if (minutes !== null) tr.insertText(` (${minutes}m)`, pos + 1 + node.content.size);
    tr.setNodeMarkup(pos, line, {});
  }
  if (!tr.docChanged) return false;
  dispatch?.(tr.setMeta(NOT_TYPED, true).scrollIntoView());
  return true;
};

/** Sets the level of the agenda item at the caret, and says its new number; only when the caret is in one. */
export function setItemLevel(level: 1 | 2, context: NotesContext): Command {
  return (state, dispatch) => {
    const block = blockAt(state.selection.$head);
    if (block === null || !isAgendaItem(block.node)) return false;
    if (itemAttrs(block.node).level === level || dispatch === undefined) return true;
    const tr = state.tr.setNodeAttribute(block.pos, 'level', level).setMeta(NOT_TYPED, true);
    dispatch(tr);
    const id = blockId(block.node);
    const before = id === null ? null : placeOfItem(state.doc, id);
    const now = id === null ? null : placeOfItem(tr.doc, id);
    const title = block.node.textContent.trim() || 'untitled';
    context.announce(`Item ${before?.key ?? ''}, ${title}, is ${now?.key ?? ''} now`);
    return true;
  };
}

/** Adds an empty agenda item after the section of the caret, of the level of that section's heading, and goes there. */
export function addItem(context: NotesContext): Command {
  return (state, dispatch) => {
    const { agendaItem } = state.schema.nodes;
    if (agendaItem === undefined) return false;
    const { pos, level } = endOfSection(state.doc, state.selection.head);
    const tr = state.tr.insert(pos, agendaItem.create({ level, proposer: context.proposer() }));
    tr.setSelection(TextSelection.create(tr.doc, pos + 1));
    dispatch?.(tr.setMeta(NOT_TYPED, true).scrollIntoView());
    return true;
  };
}

function endOfSection(doc: ProseMirrorNode, caret: number): { pos: number; level: 1 | 2 } {
  let level: 1 | 2 = 1;
  let end: number | null = null;
  doc.forEach((node, pos) => {
    if (!isAgendaItem(node)) return;
    if (pos < caret) level = itemAttrs(node).level;
    else end ??= pos;
  });
  return { pos: end ?? doc.content.size, level };
}
