import * as Y from 'yjs';
import { AppError } from '#lib/errors.ts';
import { hasPending, notesDoc } from '#lib/notes/ydoc.ts';
import { bus } from '#server/bus.ts';
import { prisma, type Transaction } from '#server/db/client.ts';
import { appendUpdates, loadDocument } from '#server/db/document-log.ts';
import { lockCall, projectionLimits } from './project-call.ts';
import { projectStoredCall } from './reproject.ts';

/** What became of an edit: its result, and whether the document changed by it. */
export type EditedNotes<Result> = { result: Result; changed: boolean };

/**
 * Changes the notes of a call on the server, as one update in the call's log with rows to match: whoever has the call open
 * gets it like another person's typing. The caller has asked policy.
 * @param actorId the user for whom it is done; null for the server itself.
 * @param edit changes the document it is given (see `edit-blocks.ts`); it may run only once and must not wait.
 * @throws AppError `not_found` when the call is gone, `unavailable` when its stored notes are damaged, and what `edit` throws;
 * nothing is changed then.
 */
export async function editNotes<Result>(
  callId: string,
  actorId: string | null,
  edit: (doc: Y.Doc) => Result,
): Promise<EditedNotes<Result>> {
  const { logId, ...edited } = await prisma().$transaction(
    (tx) => editNotesIn(tx, callId, actorId, edit),
    projectionLimits,
  );
  if (logId !== null) bus().publish('document', { callId, logId });
  return edited;
}

/**
 * The same inside a transaction of the caller's, who publishes `logId` on the bus (topic `document`) after the commit; null
 * when nothing changed.
 */
export async function editNotesIn<Result>(
  tx: Transaction,
  callId: string,
  actorId: string | null,
  edit: (doc: Y.Doc) => Result,
): Promise<EditedNotes<Result> & { logId: bigint | null }> {
  if ((await lockCall(tx, callId)) === null) {
    throw new AppError('not_found', { message: 'This call is gone. Nothing was changed.' });
  }
  const doc = await storedDocument(tx, callId);
  try {
    const before = Y.encodeStateVector(doc);
    let changed = false;
    doc.on('update', () => {
      changed = true;
    });
    const result = doc.transact(() => edit(doc));
    if (!changed) return { result, changed, logId: null };
    const update = Y.encodeStateAsUpdate(doc, before);
    const [logId] = await appendUpdates([{ callId, update, actorId }], tx);
    await projectStoredCall(tx, callId);
    return { result, changed, logId: logId ?? null };
  } finally {
    doc.destroy();
  }
}

async function storedDocument(tx: Transaction, callId: string): Promise<Y.Doc> {
  const { snapshot, updates } = await loadDocument(callId, tx);
  const doc = notesDoc();
  if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
  for (const { update } of updates) Y.applyUpdate(doc, update);
  if (!hasPending(doc)) return doc;
  doc.destroy();
  throw new AppError('unavailable', {
    message: `A part of the stored notes of call ${callId} is missing. Nothing was changed.`,
  });
}
