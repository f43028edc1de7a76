import * as Y from 'yjs';
import { AppError } from '#lib/errors.ts';
import { hasPending, notesMeta, notesDoc } from '#lib/notes/ydoc.ts';
import type { DocumentLog } from './document-log.ts';

/** A call's document as its log has it: bytes whose checksums are right, and nothing made of them yet. */
export type LoadedRoom = {
  lineage: string;
  /** The snapshot, or the first row while there is none. */
  whole: Uint8Array;
  /** The rows behind it, oldest first. */
  tail: Uint8Array[];
  /** Id of the last row it holds. */
  position: bigint;
  tailRows: number;
  tailBytes: number;
};

/**
 * A call's document from the log, as bytes. What only the document itself can tell, whether a part is missing, is found
 * by `buildDocument`.
 * @throws AppError `unavailable` when the log is empty or of another lineage.
 */
export async function loadDocument(log: DocumentLog, callId: string, lineage: string): Promise<LoadedRoom> {
  const { snapshot, updates } = await log.load(callId);
  const rows = updates.map(({ update }) => update);
  const [whole, ...tail] = snapshot === null ? rows : [snapshot.state, ...rows];
  if (whole === undefined) throw broken('Its log is empty.');
  // A stranger's document must not reach a browser, which would merge it into its own copy.
  const text = Buffer.from(lineage);
  if (
    ![whole, ...tail].some((update) =>
      Buffer.from(update.buffer, update.byteOffset, update.length).includes(text),
    )
  ) {
    throw broken('Its log belongs to another document.');
  }
  const last = updates.at(-1)?.id ?? 0n;
  const upTo = snapshot?.upTo ?? 0n;
  return {
    lineage,
    whole,
    tail,
    position: last > upTo ? last : upTo,
    tailRows: updates.length,
    tailBytes: rows.reduce((sum, update) => sum + update.length, 0),
  };
}

/**
 * The document that updates make, complete or not at all (R9).
 * @throws AppError `unavailable` when a part is missing or it is of another lineage.
 */
export function buildDocument(updates: readonly Uint8Array[], lineage: string): Y.Doc {
  const doc = notesDoc();
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    if (hasPending(doc)) throw broken('A part of its log is missing.');
    if (notesMeta(doc)?.lineage !== lineage) throw broken('Its log belongs to another document.');
    return doc;
  } catch (error) {
    doc.destroy();
    throw error;
  }
}

function broken(why: string): AppError {
  return new AppError('unavailable', { message: `The notes cannot be loaded. ${why}` });
}
