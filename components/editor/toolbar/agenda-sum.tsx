'use client';

import { useEditorState, type Editor } from '@tiptap/react';
import { agendaMinutes, agendaMinutesText } from '#lib/agenda/agenda-minutes.ts';
import type { AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';
import { isAgendaItem, itemAttrs } from '#components/editor/engine/blocks.ts';

type AgendaSumProps = { editor: Editor; lengthMinutes: number | null };

/** What the timeboxes add up to, in red when the call is shorter. */
export function AgendaSum({ editor, lengthMinutes }: AgendaSumProps) {
  const planned = useEditorState({
    editor,
    selector: () => (editor.isDestroyed ? 0 : plannedMinutes(editor)),
  });
  const sum = agendaMinutes([{ level: 1, minutes: planned }], lengthMinutes);
  const text = agendaMinutesText(sum);
  if (text === null) return null;
  return (
    <span className="cn-sum" data-over={sum.over > 0 ? 'true' : undefined}>
      {text}
      {sum.over > 0 ? <span className="sr-only">, {sum.over} too many</span> : null}
    </span>
  );
}

function plannedMinutes(editor: Editor): number {
  const items: AgendaItemAttrs[] = [];
  editor.state.doc.forEach((node) => {
    if (isAgendaItem(node)) items.push(itemAttrs(node));
  });
  return agendaMinutes(items, null).planned;
}
