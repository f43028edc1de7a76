'use client';

import type { Editor } from '@tiptap/react';
import type { EditorPanel } from './editor-panel.ts';
import { LinkField } from './link-field.tsx';

type OpenPanelProps = { panel: EditorPanel; editor: Editor; close: () => void };

/** The panel that a command opened, in the bar above the notes. */
export function OpenPanel({ panel, editor, close }: OpenPanelProps) {
  switch (panel.kind) {
    case 'link':
      return <LinkField editor={editor} close={close} />;
  }
}
