'use client';

import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import type { NotesEditorProps } from '#components/editor/notes-editor-props.ts';

type NotesPlaceProps = { editor: NotesEditorProps; children: ReactNode };

/**
 * Where the notes stand: the printed ones, which go on standing inside the editor until it has the document. The editor
 * comes with the right to write and stays when that is taken away, because it may hold what could not be saved.
 */
export function NotesPlace({ editor, children }: NotesPlaceProps) {
  const [Editor, setEditor] = useState<ComponentType<NotesEditorProps> | null>(null);
  const [wanted, setWanted] = useState(editor.canWrite);
  if (editor.canWrite && !wanted) setWanted(true);

  useEffect(() => {
    if (!wanted) return undefined;
    let gone = false;
    void import('#components/editor/notes-editor.tsx').then(({ NotesEditor }) => {
      if (!gone) setEditor(() => NotesEditor);
    });
    return () => {
      gone = true;
    };
  }, [wanted]);
  return Editor === null ? children : <Editor {...editor}>{children}</Editor>;
}
