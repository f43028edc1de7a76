'use client';

import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import type { NotesEditorProps } from '#components/editor/notes-editor-props.ts';

type NotesPlaceProps = { editor: NotesEditorProps; children: ReactNode };

/** Where the notes stand: the printed ones, which go on standing inside the editor until it has the document. */
export function NotesPlace({ editor, children }: NotesPlaceProps) {
  const [Editor, setEditor] = useState<ComponentType<NotesEditorProps> | null>(null);
  useEffect(() => {
    let gone = false;
    void import('#components/editor/notes-editor.tsx').then(({ NotesEditor }) => {
      if (!gone) setEditor(() => NotesEditor);
    });
    return () => {
      gone = true;
    };
  }, []);
  return Editor === null ? children : <Editor {...editor}>{children}</Editor>;
}
