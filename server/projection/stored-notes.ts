import * as Y from 'yjs';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { AppError } from '#lib/errors.ts';
import { hasPending, notesJson, notesDoc } from '#lib/notes/ydoc.ts';
import { loadDocument } from '#server/db/document-log.ts';
import type { Transaction } from '#server/db/client.ts';

export type StoredNotes = {
  notes: NotesJson;
  /** Id of the last update that the notes contain. */
  logPosition: bigint;
};

/**
 * The notes of a call as its log has them, up to a position when one is given (a snapshot may reach further).
 * @throws AppError `unavailable` when the stored document is damaged or a part of it is missing.
 */
export async function storedNotes(tx: Transaction, callId: string, upTo?: bigint): Promise<StoredNotes> {
  const { snapshot, updates } = await loadDocument(callId, tx);
  const doc = notesDoc({ gc: false });
  try {
    let logPosition = snapshot?.upTo ?? 0n;
    if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
    for (const { id, update } of updates) {
      if (upTo !== undefined && id > upTo) break;
      Y.applyUpdate(doc, update);
      logPosition = id;
    }
    if (hasPending(doc)) {
      throw new AppError('unavailable', {
        message:
          `A part of the stored notes of call ${callId} is missing. Nothing was changed. ` +
          'Restore them from a backup; `callnotes doctor` lists what is damaged.',
      });
    }
    return { notes: notesJson(doc), logPosition };
  } finally {
    doc.destroy();
  }
}
