import type { Command } from '@tiptap/pm/state';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { blockId, isAgendaItem } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** Opens what can be done with the agenda item under which the caret stands. */
export function openItemPanel(context: NotesContext): Command {
  return ({ doc, selection }, dispatch) => {
    const itemId = itemAbove(doc, selection.head);
    if (itemId === null) context.announce('There is no agenda item here.');
    else if (dispatch !== undefined) context.openPanel({ kind: 'item', itemId });
    return true;
  };
}

/** The id of the item in whose section a position is; null above the first. */
function itemAbove(doc: ProseMirrorNode, position: number): string | null {
  let found: string | null = null;
  doc.forEach((node, pos) => {
    if (isAgendaItem(node) && pos < position) found = blockId(node);
  });
  return found;
}
