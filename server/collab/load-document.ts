import * as Y from 'yjs';
import { AppError } from '#lib/errors.ts';
import { hasPending, notesMeta } from '#lib/notes/ydoc.ts';
import type { DocumentLog } from './document-log.ts';

export type LoadedRoom = {
  doc: Y.Doc;
  /** Id of the last row it holds. */
  position: bigint;
  /** The rows behind the snapshot. */
  tailRows: number;
  tailBytes: number;
};

/**
 * A call's document from the log, complete or not at all (R9).
 * @throws AppError `unavailable` when the log is empty, holds a gap, or is of another lineage.
 */
export async function loadDocument(log: DocumentLog, callId: string, lineage: string): Promise<LoadedRoom> {
  const { snapshot, updates } = await log.load(callId);
  if (snapshot === null && updates.length === 0) throw broken('Its log is empty.');
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
      for (const { update } of updates) Y.applyUpdate(doc, update);
    });
    if (hasPending(doc)) throw broken('A part of its log is missing.');
    if (notesMeta(doc)?.lineage !== lineage) throw broken('Its log belongs to another document.');
  } catch (error) {
    doc.destroy();
    throw error;
  }
  const last = updates.at(-1)?.id ?? 0n;
  const upTo = snapshot?.upTo ?? 0n;
  return {
    doc,
    position: last > upTo ? last : upTo,
    tailRows: updates.length,
    tailBytes: updates.reduce((sum, { update }) => sum + update.length, 0),
  };
}

function broken(why: string): AppError {
  return new AppError('unavailable', { message: `The notes cannot be loaded. ${why}` });
}
