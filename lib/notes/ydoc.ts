import { prosemirrorJSONToYDoc, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import type { NotesJson } from './note-json.ts';
import { NOTES_SCHEMA_VERSION, noteSchema } from './schema/index.ts';

/** Root names of a call's Yjs document. No other root is ever valid. */
export const NOTES_FRAGMENT = 'notes';
export const META_MAP = 'meta';

export type NotesMeta = {
  /** Version of the schema that wrote the document. */
  schemaVersion: number;
  /** Identity of the document: two documents with different lineage are never merged. */
  lineage: string;
};

/** The fragment that holds the notes, for the editor's collaboration extension. */
export function notesFragment(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(NOTES_FRAGMENT);
}

/** Schema version and lineage of a document; null while it is not loaded yet. */
export function notesMeta(doc: Y.Doc): NotesMeta | null {
  const meta = doc.getMap(META_MAP);
  const schemaVersion = meta.get('schemaVersion');
  const lineage = meta.get('lineage');
  return typeof schemaVersion === 'number' && typeof lineage === 'string' ? { schemaVersion, lineage } : null;
}

/**
 * The one update that begins a call's document. Written once, by the server, in the transaction that makes
 * the call; a browser never initialises content.
 */
export function createNotesUpdate(notes: NotesJson, lineage: string): Uint8Array {
  const doc = prosemirrorJSONToYDoc(noteSchema, notes, NOTES_FRAGMENT);
  const meta = doc.getMap(META_MAP);
  doc.transact(() => {
    meta.set('schemaVersion', NOTES_SCHEMA_VERSION);
    meta.set('lineage', lineage);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/**
 * An empty document for notes: it takes updates in and adds none of its own. Yjs would else clear away marks that came to
 * mean nothing: on the server as a change of nobody's that is in no log, on a reader's page as one that it may not send; and
 * it would go through a whole text for each character deleted.
 */
export function notesDoc(options: { gc?: boolean } = {}): Y.Doc {
  const doc = new Y.Doc(options);
  // Yjs looks at it right after this event.
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
  return doc;
}

/** Whether a part of what was applied waits for something that has not come. */
export function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/**
 * The notes of a document as plain JSON, every attribute present.
 * @throws RangeError when the document holds a node or mark this schema does not know.
 */
export function notesJson(doc: Y.Doc): NotesJson {
  const sparse = yXmlFragmentToProsemirrorJSON(notesFragment(doc));
  return noteSchema.nodeFromJSON(sparse).toJSON() as NotesJson;
}
