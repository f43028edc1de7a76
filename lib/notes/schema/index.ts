import { getSchema, type Extensions } from '@tiptap/core';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Text } from '@tiptap/extension-text';
import type { Schema } from '@tiptap/pm/model';
import { AgendaItem } from './agenda-item.ts';
import { CodeBlock } from './code-block.ts';
import { Gap } from './gap.ts';
import { Line } from './line.ts';
import { noteMarks } from './marks.ts';
import { Mention } from './mention.ts';
import { Quote } from './quote.ts';
import { Stamp } from './stamp.ts';

export { NOTES_SCHEMA_VERSION } from './version.ts';

/** Every node and mark of the notes, in the order both the browser and the server use. */
export const noteExtensions: Extensions = [
  Document,
  Text,
  HardBreak.extend({
    addKeyboardShortcuts() {
      return {};
    },
  }),
  Line,
  AgendaItem,
  CodeBlock,
  Quote,
  Mention,
  Stamp,
  Gap,
  ...noteMarks,
];

/** The ProseMirror schema of the notes: a flat list of blocks (N1). */
export const noteSchema: Schema = getSchema(noteExtensions);
