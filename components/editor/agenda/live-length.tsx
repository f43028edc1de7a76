'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { useSyncExternalStore } from 'react';
import { LengthBar, type LengthItem } from '#components/agenda/length-bar.tsx';
import { orderItemsByVotes } from '#components/editor/commands/move-sections.ts';
import { blockId, isAgendaItem, itemAttrs } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

type LiveLengthProps = {
  editor: Editor;
  context: NotesContext;
  lengthMinutes: number | null;
  /** Whether this person may order the items by votes. */
  mayOrder: boolean;
};

/** The length of the agenda while it is made, and what can be done with all of it. */
export function LiveLength({ editor, context, lengthMinutes, mayOrder }: LiveLengthProps) {
  const known = useEditorState({ editor, selector: () => (editor.isDestroyed ? '[]' : itemsOf(editor)) });
  const items = JSON.parse(known) as LengthItem[];
  const { votes } = context;
  const voted = useSyncExternalStore(
    (listener) => votes.subscribe(listener),
    () => items.some(({ id }) => votes.people(id).length > 0),
    () => false,
  );
  return (
    <div className="cn-length">
      <LengthBar items={items} lengthMinutes={lengthMinutes} />
      {mayOrder && voted ? (
        <button
          type="button"
          className="cn-small-button"
          onClick={() => {
            orderItemsByVotes(context)(editor.state, editor.view.dispatch, editor.view);
          }}
        >
          Order by votes
        </button>
      ) : null}
    </div>
  );
}

/** As text, so that the bar is drawn anew only when something of it changed. */
function itemsOf({ state }: Editor): string {
  const items: LengthItem[] = [];
  state.doc.forEach((node, pos) => {
    if (!isAgendaItem(node)) return;
    const { level, minutes } = itemAttrs(node);
    items.push({ id: blockId(node) ?? String(pos), level, minutes, title: node.textContent });
  });
  return JSON.stringify(items);
}
