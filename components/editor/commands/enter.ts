import { TextSelection, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { blockAt, isAgendaItem, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { writerOn } from '#components/editor/plugins/reserved-lines.ts';

/**
 * Enter always makes a line. The text after the caret goes with it; the first half keeps the id, the speaker and
 * the instant. At the start of a block that has text the new line stands above it, so that the block keeps them too.
 * A line that somebody else is writing on is never split, and an empty line opens below it, not between.
 */
export const enter: Command = (state, dispatch) => newLine(state, dispatch, false);

/** The same, and the new line has the speaker of this one. */
export const enterSameSpeaker: Command = (state, dispatch) => newLine(state, dispatch, true);

function newLine(
  state: EditorState,
  dispatch: ((tr: Transaction) => void) | undefined,
  keepSpeaker: boolean,
): boolean {
  const { line: lineType } = state.schema.nodes;
  if (lineType === undefined) return false;
  const tr = withoutSelected(state);
  const block = blockAt(tr.selection.$from);
  if (block === null) return false;
  if (block.node.type.spec.code === true) return false;

  const { parentOffset, pos: caret } = tr.selection.$from;
  const attrs = newLineAttrs(block.node, keepSpeaker);
  const end = block.pos + block.node.nodeSize;
  if (writerOn(state, block.node) !== null || block.node.content.size === parentOffset) {
    const at = belowWriters(state, tr.doc, end);
    tr.insert(at, lineType.create(attrs));
    tr.setSelection(TextSelection.create(tr.doc, at + 1));
  } else if (parentOffset === 0 && block.node.content.size > 0) {
    tr.insert(block.pos, lineType.create(attrs));
  } else {
    const rest = block.node.content.cut(parentOffset);
    tr.insert(end, lineType.create(attrs, rest));
    tr.delete(caret, end - 1);
    tr.setSelection(TextSelection.create(tr.doc, caret + 2));
  }
  // The marks at the caret go on in the new line, as in every editor.
  const marks = state.storedMarks ?? (parentOffset === 0 ? null : state.selection.$to.marks());
  if (marks !== null) tr.ensureMarks(marks.filter((mark) => mark.type.spec.inclusive !== false));
  dispatch?.(tr.setMeta(NOT_TYPED, true).scrollIntoView());
  return true;
}

/** What is selected goes, as in every editor; but a gap or stamp alone stays, and the line begins behind it. */
function withoutSelected({ selection, doc, tr }: EditorState): Transaction {
  const { $from, from, to } = selection;
  const after = $from.nodeAfter;
  if (after === null || !after.isInline || after.isText || from + after.nodeSize !== to)
    return tr.deleteSelection();
  return tr.setSelection(TextSelection.create(doc, to));
}

/** The end of the lines from a position on that others are writing on. */
export function belowWriters(state: EditorState, doc: ProseMirrorNode, pos: number): number {
  let end = pos;
  for (let next = doc.nodeAt(end); next !== null && isLine(next); next = doc.nodeAt(end)) {
    if (writerOn(state, next) === null) break;
    end += next.nodeSize;
  }
  return end;
}

function newLineAttrs(node: ProseMirrorNode, keepSpeaker: boolean): Record<string, unknown> {
  if (isAgendaItem(node) || !isLine(node)) return {};
  const { indent, speaker, speakerName } = lineAttrs(node);
  return keepSpeaker ? { indent, speaker, speakerName } : { indent };
}

/** Enter inside code is a line break of the code; after two empty ones it leaves the block. */
export const enterInCode: Command = (state, dispatch) => {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (block === null || block.node.type.spec.code !== true) return false;
  const atEnd = empty && $head.parentOffset === block.node.content.size;
  if (atEnd && block.node.textContent.endsWith('\n\n')) return leaveCode(state, dispatch, true);
  dispatch?.(state.tr.insertText('\n').setMeta(NOT_TYPED, true).scrollIntoView());
  return true;
};

/** Leaves a code block for a new line below it. */
export const exitCode: Command = (state, dispatch) => leaveCode(state, dispatch, false);

function leaveCode(
  state: EditorState,
  dispatch: ((tr: Transaction) => void) | undefined,
  trim: boolean,
): boolean {
  const block = blockAt(state.selection.$head);
  const { line: lineType } = state.schema.nodes;
  if (lineType === undefined || block === null || block.node.type.spec.code !== true) return false;
  const tr = state.tr;
  const end = block.pos + block.node.nodeSize;
  tr.insert(end, lineType.create());
  if (trim) tr.delete(end - 3, end - 1);
  tr.setSelection(TextSelection.create(tr.doc, trim ? end - 1 : end + 1));
  dispatch?.(tr.setMeta(NOT_TYPED, true).scrollIntoView());
  return true;
}
