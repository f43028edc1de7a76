import * as Y from 'yjs';
import { createNotesUpdate, notesDoc } from '#lib/notes/ydoc.ts';
import { RoomDocument } from '#server/collab/room-document.ts';
import { notesOf } from './start-collab.ts';

/** What the document of every room here began with. */
export const first = createNotesUpdate(notesOf('begin'), 'lineage-1');

/** A page's copy of it. */
export function begun(clientId: number): Y.Doc {
  const doc = notesDoc();
  doc.clientID = clientId;
  Y.applyUpdate(doc, first);
  return doc;
}

/** A room's document of it, what it would have logged, and whose updates it refused. */
export function begunRoom(): { document: RoomDocument; log: Uint8Array[]; refused: object[] } {
  const log: Uint8Array[] = [];
  const refused: object[] = [];
  const document = new RoomDocument({
    callId: 'call-1',
    loaded: { lineage: 'lineage-1', whole: first, tail: [] },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    changed: (update) => log.push(update),
    refused: (origin) => refused.push(origin),
  });
  return { document, log, refused };
}
