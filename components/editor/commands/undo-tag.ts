import type { Command } from '@tiptap/pm/state';
import { findBlock, isLine } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import {
  isSameTagging,
  setTagMemory,
  tagMemory,
  taggingKeys,
  taggingOf,
} from '#components/editor/plugins/tag-memory.ts';

/**
 * Takes back the last tag that was given here, wherever the caret is, with the owner, due date and tick that went with
 * it. A line that is gone, or that somebody else tagged otherwise since, stays as it is.
 */
export function undoTag(context: NotesContext): Command {
  return (state, dispatch) => {
    const left = [...tagMemory(state)];
    const tr = state.tr;
    let changed = false;
    while (left.length > 0 && !changed && !tr.docChanged) {
      for (const { lineId, before, after } of left.pop() ?? []) {
        const line = findBlock(tr.doc, lineId);
        if (line === null || !isLine(line.node)) continue;
        const now = taggingOf(line.node);
        if (!isSameTagging(now, after)) {
          changed ||= now.tag !== before.tag;
          continue;
        }
        for (const name of taggingKeys) {
          if (before[name] !== now[name]) tr.setNodeAttribute(line.pos, name, before[name]);
        }
      }
    }
    if (dispatch === undefined) return tr.docChanged;
    dispatch(setTagMemory(tr, left).setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true));
    context.announce(said(tr.docChanged, changed));
    return tr.docChanged;
  };
}

function said(undone: boolean, changed: boolean): string {
  if (undone) return 'The last tag is undone.';
  return changed ? 'The tag was changed since, and stays.' : 'There is no tag to undo.';
}
