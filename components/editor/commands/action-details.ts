import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import type { LineAttrs } from '#lib/notes/schema/line.ts';
import { blockAt, blockId, findBlock, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { lineAction, lineOrigin, sayDone } from '#components/editor/engine/line-action.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { readEditedActions } from '#components/editor/plugins/action-readings.ts';

/** What a person may set about an action. */
export type ActionDetails = Pick<LineAttrs, 'owner' | 'ownerName' | 'due' | 'done'>;

/**
 * Opens the panel for owner and due date of the line at the caret, or of `lineId`; a line that stands for an action of an
 * earlier call is ticked instead.
 */
export function openActionDetails(context: NotesContext, lineId?: string): Command {
  return (state, dispatch, view) => {
    const block = lineId === undefined ? blockAt(state.selection.$head) : findBlock(state.doc, lineId);
    const id = block === null || !isLine(block.node) ? null : blockId(block.node);
    if (id === null || block === null) return false;
    if (dispatch === undefined) return true;
    if (lineOrigin(block.node, context) !== null) return tickReference(block.node, context);
    if (view !== undefined) readEditedActions(view, context);
    context.openPanel({ kind: 'action', lineId: id });
    return true;
  };
}

/** Of an action of an earlier call only one thing is said here: whether it is done. */
function tickReference(line: ProseMirrorNode, context: NotesContext): boolean {
  const action = lineAction(line, context);
  if (action === null)
    context.announce('This stands for a part of an earlier call that is still to be written.');
  else sayDone({ ...action, done: !action.done }, context);
  return true;
}

/** Sets what is given about a line's action, and tags the line when it is no action yet. Does nothing without the line. */
export function setActionDetails(lineId: string, details: Partial<ActionDetails>): Command {
  return (state, dispatch) => {
    const line = findBlock(state.doc, lineId);
    if (line === null || !isLine(line.node)) return false;
    const attrs = lineAttrs(line.node);
    const tr = state.tr;
    for (const [name, value] of Object.entries({ tag: 'action' as const, ...details })) {
      if (attrs[name as keyof LineAttrs] !== value) tr.setNodeAttribute(line.pos, name, value);
    }
    if (tr.docChanged) dispatch?.(tr.setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true));
    return true;
  };
}
