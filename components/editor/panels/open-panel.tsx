'use client';

import type { Editor } from '@tiptap/react';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { ActionPanel } from './action-panel.tsx';
import type { EditorPanel } from './editor-panel.ts';
import { FindPanel } from './find-panel.tsx';
import { LinkField } from './link-field.tsx';
import { TermPanel } from './term-panel.tsx';

type OpenPanelProps = {
  /** The card of keys is no panel of the bar. */
  panel: Exclude<EditorPanel, { kind: 'help' }>;
  editor: Editor;
  context: NotesContext;
  close: () => void;
};

/** The panel that a command opened, in the bar above the notes. */
export function OpenPanel({ panel, editor, context, close }: OpenPanelProps) {
  switch (panel.kind) {
    case 'action':
      return (
        <ActionPanel
          key={panel.lineId}
          lineId={panel.lineId}
          editor={editor}
          context={context}
          close={close}
        />
      );
    case 'link':
      return <LinkField editor={editor} close={close} />;
    case 'find':
      return <FindPanel editor={editor} panel={panel} close={close} />;
    case 'term':
      return <TermPanel key={panel.form} form={panel.form} editor={editor} context={context} close={close} />;
  }
}
