import { TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import { MAX_INDENT } from '#lib/notes/schema/line.ts';
import {
  blockAt,
  isAgendaItem,
  isLine,
  lineAttrs,
  selectedBlocks,
  type PlacedBlock,
} from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { turnIntoLine } from './agenda-items.ts';
import { speakerAsText } from './take-speaker.ts';
import { tagLines } from './tag-lines.ts';

function caretBlock(state: EditorState): PlacedBlock | null {
  return state.selection.empty ? blockAt(state.selection.$head) : null;
}

/** Backspace at a block's start, before it joins the one above: takes off indent, tag or heading first. */
export const backspaceAtStart: Command = (state, dispatch) => {
  const block = caretBlock(state);
  if (block === null || state.selection.$head.parentOffset !== 0) return false;
  if (isAgendaItem(block.node)) return turnIntoLine(state, dispatch);
  if (!isLine(block.node)) return false;
  if (lineAttrs(block.node).indent > 0) return indentLines(-1)(state, dispatch);
  if (lineAttrs(block.node).tag !== null) return tagLines(null)(state, dispatch);
  return joinEmptySpokenLine(state, dispatch);
};

/** A line joined onto an empty one takes over the speaker who was named there and keeps all it has itself. */
const joinEmptySpokenLine: Command = (state, dispatch) => {
  const block = caretBlock(state);
  if (block === null || !isLine(block.node) || block.pos === 0) return false;
  const above = state.doc.resolve(block.pos).nodeBefore;
  if (above === null || !isLine(above) || above.content.size > 0 || block.node.content.size === 0)
    return false;
  const { speaker, speakerName } = lineAttrs(above);
  if (speaker === null) return false;
  const tr = state.tr.setNodeAttribute(block.pos, 'speaker', speaker);
  tr.setNodeAttribute(block.pos, 'speakerName', speakerName).delete(block.pos - above.nodeSize, block.pos);
  dispatch?.(tr.setMeta(NOT_TYPED, true).scrollIntoView());
  return true;
};

/** Delete at a line's end: the name of whoever speaks on the line below becomes text first, so that it is not lost. */
export const deleteAtEnd: Command = (state, dispatch) => {
  const block = caretBlock(state);
  if (block === null || state.selection.$head.parentOffset !== block.node.content.size) return false;
  const end = block.pos + block.node.nodeSize;
  const below = state.doc.nodeAt(end);
  if (below === null || !isLine(below) || lineAttrs(below).speaker === null) return false;
  const tr = speakerAsText(state.tr, end);
  tr.setSelection(TextSelection.create(tr.doc, state.selection.head));
  dispatch?.(tr.setMeta(NOT_TYPED, true));
  return true;
};

/** Moves the selected lines in (1) or out (-1). Does nothing where no line can move. */
export function indentLines(by: 1 | -1): Command {
  return (state, dispatch) => {
    const tr = state.tr;
    for (const { node, pos } of selectedBlocks(state)) {
      if (!isLine(node)) continue;
      const indent = Math.min(MAX_INDENT, Math.max(0, lineAttrs(node).indent + by));
      if (indent !== lineAttrs(node).indent) tr.setNodeAttribute(pos, 'indent', indent);
    }
    if (!tr.docChanged) return false;
    dispatch?.(tr.setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true));
    return true;
  };
}

/** Tab in a line: moves it in when the caret is at its start, and otherwise stays, so that no text is lost to a slip. */
export const tabInLine: Command = (state, dispatch) => {
  const block = blockAt(state.selection.$head);
  if (block === null || !isLine(block.node)) return false;
  if (!state.selection.empty || state.selection.$head.parentOffset === 0) indentLines(1)(state, dispatch);
  return true;
};

/** Shift+Tab in a line: moves it out when it is in. */
export const shiftTabInLine: Command = (state, dispatch) => {
  const block = blockAt(state.selection.$head);
  if (block === null || !isLine(block.node)) return false;
  indentLines(-1)(state, dispatch);
  return true;
};

/** Tab in code is a tab. */
export const tabInCode: Command = (state, dispatch) => {
  const block = blockAt(state.selection.$head);
  if (block === null || block.node.type.spec.code !== true) return false;
  dispatch?.(state.tr.insertText('\t').setMeta(NOT_TYPED, true));
  return true;
};
