'use client';

import type { Editor } from '@tiptap/react';
import type { NotesEditorProps } from '#components/editor/notes-editor-props.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { ActionPanel } from './action-panel.tsx';
import { ChooseSpeaker } from './choose-speaker.tsx';
import type { BarPanel } from './editor-panel.ts';
import { FindPanel } from './find-panel.tsx';
import { ItemPanel } from './item-panel.tsx';
import { LinkField } from './link-field.tsx';
import { SpeakerPanel } from './speaker-panel.tsx';
import { TermPanel } from './term-panel.tsx';

type OpenPanelProps = {
  panel: BarPanel;
  editor: Editor;
  context: NotesContext;
  call: NotesEditorProps;
  close: () => void;
};

/** The panel that a command opened, in the bar above the notes. */
export function OpenPanel({ panel, editor, context, call, close }: OpenPanelProps) {
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
    case 'item':
      return (
        <ItemPanel
          key={panel.itemId}
          itemId={panel.itemId}
          editor={editor}
          context={context}
          call={call}
          close={close}
        />
      );
    case 'link':
      return <LinkField editor={editor} close={close} />;
    case 'find':
      return <FindPanel editor={editor} context={context} panel={panel} close={close} />;
    case 'term':
      return <TermPanel key={panel.form} form={panel.form} editor={editor} context={context} close={close} />;
    case 'speaker':
      return panel.personId === null ? (
        <ChooseSpeaker editor={editor} context={context} close={close} />
      ) : (
        <SpeakerPanel
          key={panel.personId}
          personId={panel.personId}
          editor={editor}
          context={context}
          call={call}
          close={close}
        />
      );
  }
}
