import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createNotesUpdate, notesDoc } from '#lib/notes/ydoc.ts';
import { syncStep2Frame } from '#server/collab/frames.ts';
import { RoomDocument } from '#server/collab/room-document.ts';
import { countLooks } from './support/count-looks.ts';
import { notesOf } from './support/start-collab.ts';
import { lineText, textOf } from './support/typing.ts';

const first = createNotesUpdate(notesOf('begin'), 'lineage-1');

type Change = { update: Uint8Array; origin: object | null };

function room(): { document: RoomDocument; changes: Change[] } {
  const changes: Change[] = [];
  const document = new RoomDocument({
    callId: 'call-1',
    loaded: { lineage: 'lineage-1', whole: first, tail: [] },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    changed: (update, origin) => changes.push({ update, origin }),
    refused: () => undefined,
  });
  return { document, changes };
}

/** A page's document, and what a change of it tells. */
function page(): { doc: Y.Doc; next: (change: (text: Y.XmlText) => void) => Uint8Array[] } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, first);
  const told: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => told.push(update));
  return {
    doc,
    next(change) {
      change(lineText(doc));
      return told.splice(0);
    },
  };
}

test('[R43] marks that came to mean nothing stay in the document as they are in its log', () => {
  const { document, changes } = room();
  const [asel, bruno] = [{}, {}];
  const [one, other] = [page(), page()];
  const marked = one.next((text) => text.format(1, 3, { bold: {} }));
  for (const update of marked) {
    document.accept(update, asel);
    Y.applyUpdate(other.doc, update);
  }
  document.flush();
  other.next(() => undefined);
  // Each deletes a part of the marked text: nothing is left between the marks, and neither page knows yet.
  for (const update of one.next((text) => text.delete(1, 2))) document.accept(update, asel);
  for (const update of other.next((text) => text.delete(3, 1))) document.accept(update, bruno);
  document.flush();

  expect(changes.map(({ origin }) => origin)).toEqual([asel, asel, bruno]);
  const [stored, live] = [notesDoc(), notesDoc()];
  for (const update of [first, ...changes.map(({ update }) => update)]) Y.applyUpdate(stored, update);
  // What somebody who has all of it answers is the deletions of the live document.
  document.rest();
  const everything = Y.encodeStateVector(stored);
  expect(syncStep2Frame(Y.encodeStateAsUpdate(stored, everything))).toEqual(
    document.missingFrom(everything)[0],
  );
  for (const update of document.updates()) Y.applyUpdate(live, update);
  expect(Y.equalSnapshots(Y.snapshot(stored), Y.snapshot(live))).toBe(true);
  expect(textOf(stored)).toBe('bn');
});

test('[R43] a page that only reads has nothing to tell when marks come to mean nothing', () => {
  const [one, other] = [page(), page()];
  const reader = notesDoc();
  const told: unknown[] = [];
  Y.applyUpdate(reader, first);
  reader.on('update', (_: Uint8Array, origin: unknown) => told.push(origin));
  const updates = one.next((text) => text.format(1, 3, { bold: {} }));
  for (const update of updates) Y.applyUpdate(other.doc, update);
  other.next(() => undefined);
  updates.push(...one.next((text) => text.delete(1, 2)), ...other.next((text) => text.delete(3, 1)));
  for (const update of updates) Y.applyUpdate(reader, update, 'heard');
  expect(told).toEqual(['heard', 'heard', 'heard']);
  expect(textOf(reader)).toBe('bn');
});

/** How many looks at single characters it takes the server to take in that a marked text of so many is deleted. */
function looksFor(characters: number): number {
  const { document } = room();
  const { next } = page();
  const sender = {};
  const typed = next((text) => {
    text.format(0, 2, { bold: {} });
    // Each in front of the one before, so that they are no run.
    for (let key = 0; key < characters; key += 1) text.insert(3, 'x');
  });
  for (const update of typed) document.accept(update, sender);
  document.flush();
  const deleted = next((text) => {
    text.delete(3, characters);
  });
  return countLooks(() => {
    for (const update of deleted) document.accept(update, sender);
    document.flush();
  });
}

test('[A27][R43] to delete a marked text costs in proportion to its length', () => {
  const [short, long] = [looksFor(250), looksFor(1_000)];
  expect(short).toBeGreaterThan(250);
  expect(long / short).toBeLessThan(6);
});
