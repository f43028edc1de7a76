import * as Y from 'yjs';
import { notesJson, notesDoc } from '#lib/notes/ydoc.ts';
import { projectCall, type ProjectCallResult } from './project-call.ts';

export type DocumentToProject = {
  callId: string;
  /** The updates that make the document, in this order. */
  updates: readonly Uint8Array[];
  /** Id of the last update in the log that they contain. */
  logPosition: bigint;
};

/**
 * Writes the rows that an encoded document stands for, as `projectCall` does.
 * @throws RangeError when the document holds what this schema does not know, and what the database throws.
 */
export async function projectDocument({
  callId,
  updates,
  logPosition,
}: DocumentToProject): Promise<ProjectCallResult> {
  const doc = notesDoc({ gc: false });
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    return await projectCall({ callId, notes: notesJson(doc), logPosition });
  } finally {
    doc.destroy();
  }
}
