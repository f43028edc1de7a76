'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { blockAt, isAgendaItem, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';

/** Ids of the key table's rows that hold at the caret: marks, tag, agenda item. */
export function usePressed(editor: Editor): ReadonlySet<string> {
  return useEditorState({ editor, selector: () => pressedIn(editor) });
}

function pressedIn(editor: Editor): ReadonlySet<string> {
  const pressed = new Set<string>();
  if (editor.isDestroyed) return pressed;
  for (const name of ['bold', 'italic', 'code', 'link'])
    if (editor.isActive(name)) pressed.add(`text.${name}`);
  const block = blockAt(editor.state.selection.$head);
  if (block !== null && isAgendaItem(block.node)) pressed.add('agenda.item');
  if (block !== null && isLine(block.node) && lineAttrs(block.node).prompt !== null)
    pressed.add('line.prompt');
  if (block !== null && isLine(block.node)) pressed.add(`tag.${lineAttrs(block.node).tag ?? 'none'}`);
  return pressed;
}
