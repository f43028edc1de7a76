import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createNotesUpdate } from '#lib/notes/ydoc.ts';
import { RoomDocument } from '#server/collab/room-document.ts';
import { countLooks } from './support/count-looks.ts';
import { readServerFrame } from './support/raw-client.ts';
import { notesOf } from './support/start-collab.ts';
import { addLine, lineText, textOf, type } from './support/typing.ts';

const nothing = Uint8Array.of(0);

function open(text = 'begin'): {
  document: RoomDocument;
  changes: { update: Uint8Array; origin: object | null }[];
  refused: object[];
} {
  const loaded = { lineage: 'lineage-1', whole: createNotesUpdate(notesOf(text), 'lineage-1'), tail: [] };
  const changes: { update: Uint8Array; origin: object | null }[] = [];
  const refused: object[] = [];
  const document = new RoomDocument({
    callId: 'call-1',
    loaded,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    changed: (update, origin) => changes.push({ update, origin }),
    refused: (origin) => refused.push(origin),
  });
  return { document, changes, refused };
}

/** What the answer for somebody who has nothing makes of a new document. */
function received(document: RoomDocument): Y.Doc {
  const doc = new Y.Doc();
  for (const bytes of document.missingFrom(nothing)) {
    const frame = readServerFrame(withoutHeader(bytes));
    if (frame.kind !== 'syncStep2' && frame.kind !== 'update')
      throw new Error(`an answer with ${frame.kind}`);
    Y.applyUpdate(doc, frame.update);
    expect(doc.store.pendingStructs).toBeNull();
  }
  return doc;
}

function withoutHeader(frame: Buffer): Uint8Array {
  const length = frame[1] ?? 0;
  return new Uint8Array(frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10));
}

/** A copy of somebody's, and the updates that their changes are. */
function copyOf(document: RoomDocument): { doc: Y.Doc; next: (change: (doc: Y.Doc) => void) => Uint8Array } {
  const doc = received(document);
  return {
    doc,
    next(change) {
      const before = Y.encodeStateVector(doc);
      doc.transact(() => {
        change(doc);
      });
      return Y.encodeStateAsUpdate(doc, before);
    },
  };
}

test('[R34] what is accepted counts as known at once, and is one change for each sender when it is applied', () => {
  const { document, changes } = open();
  const [one, other] = [copyOf(document), copyOf(document)];
  const [asel, bruno] = [{}, {}];
  for (const key of 'abc') {
    expect(
      document.accept(
        one.next((doc) => type(doc, key)),
        asel,
      ),
    ).toBe('applied');
    expect(
      document.accept(
        other.next((doc) => type(doc, key.toUpperCase())),
        bruno,
      ),
    ).toBe('applied');
  }
  expect(changes).toEqual([]);
  document.flush();
  expect(changes.map(({ origin }) => origin)).toEqual([asel, bruno]);
  const text = textOf(received(document));
  expect(text).toContain('abc');
  expect(text).toContain('ABC');
});

test('[R34] a change that leans on what another sent in the same moment comes after it, in changes and so in the log', () => {
  const { document, changes } = open();
  const [asel, bruno] = [{}, {}];
  const [one, other] = [copyOf(document), copyOf(document)];
  document.accept(
    other.next((doc) => type(doc, '-')),
    bruno,
  );
  const first = one.next((doc) => type(doc, 'first'));
  document.accept(first, asel);
  Y.applyUpdate(other.doc, first);
  const behindFirst = textOf(other.doc).indexOf('first') + 'first'.length;
  const second = other.next((doc) => lineText(doc).insert(behindFirst, ' second'));
  document.accept(second, bruno);
  document.flush();
  expect(changes.map(({ origin }) => (origin === asel ? 'Asel' : 'Bruno'))).toEqual([
    'Bruno',
    'Asel',
    'Bruno',
  ]);
  expect(textOf(received(document))).toContain('first second');
});

test('[R34] an update that cannot be applied is refused, and what others sent with it is kept', () => {
  const { document, changes, refused } = open();
  const [asel, bruno] = [{}, {}];
  const one = copyOf(document);
  const torn = encoding.encode((encoder) => {
    // One struct, known already, whose value is not the JSON that it should be.
    for (const number of [1, 1, [...one.doc.store.clients.keys()][0] ?? 0, 0, 5, 1]) {
      encoding.writeVarUint(encoder, number);
    }
    for (const text of ['notes', 'x']) encoding.writeVarString(encoder, text);
    encoding.writeVarUint(encoder, 0);
  });
  expect(document.accept(torn, bruno)).toBe('applied');
  document.accept(
    one.next((doc) => type(doc, ' kept')),
    asel,
  );
  document.flush();
  expect(refused).toEqual([bruno]);
  expect(changes.map(({ origin }) => origin)).toEqual([asel]);
  expect(textOf(received(document))).toBe('begin kept');
});

test('[R35] a change does not throw the encoding away: who joins gets the same whole and what came since', () => {
  const { document } = open('a note of some length '.repeat(400));
  const one = copyOf(document);
  const [whole] = document.missingFrom(nothing);
  for (let key = 0; key < 300; key += 1) {
    document.accept(
      one.next((doc) => type(doc, String(key % 10))),
      one,
    );
    document.flush();
    if (key % 50 === 0) expect(textOf(received(document))).toBe(textOf(one.doc));
  }
  expect(document.missingFrom(nothing)[0]).toBe(whole);
  expect(document.missingFrom(nothing).length).toBeLessThan(5);
  const doc = received(document);
  expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(one.doc));
  expect(textOf(doc)).toBe(textOf(one.doc));

  for (let key = 0; key < 100; key += 1) {
    document.accept(
      one.next((copy) => type(copy, 'much '.repeat(100))),
      one,
    );
    document.flush();
  }
  expect(document.missingFrom(nothing)).toHaveLength(1);
  expect(document.missingFrom(nothing)[0]).not.toBe(whole);
  expect(textOf(received(document))).toBe(textOf(one.doc));
});

test('[R37] a key that deletes something is not held against all that is deleted; an answer is', () => {
  const { document, changes } = open();
  const one = copyOf(document);
  const asel = {};
  const typed = one.next((doc) => {
    for (let key = 0; key < 1_000; key += 1) lineText(doc).insert(1, 'x');
  });
  document.accept(typed, asel);
  document.flush();
  const backspace = one.next((doc) => {
    lineText(doc).delete(1, 1);
  });
  expect(countLooks(() => document.accept(backspace, asel))).toBeLessThan(100);
  document.flush();
  // What somebody who has all of it answers is known for what it is.
  const told = changes.length;
  const everything = Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(one.doc));
  expect(document.accept(everything, asel, () => false, true)).toBe('applied');
  document.flush();
  expect(changes).toHaveLength(told);
});

test('[R23] rows of the log of which one is missing are to be read again, are no state, and are nobody’s fault', () => {
  const { document, refused } = open();
  const [asel, bruno] = [{}, {}];
  const elsewhere = copyOf(document);
  const first = elsewhere.next((doc) => type(doc, ' first'));
  const second = elsewhere.next((doc) => type(doc, ' second'));
  const own = copyOf(document);
  expect(document.state()).not.toBeNull();
  expect(() => {
    document.mergeFromLog([{ update: second }]);
  }).toThrow(/leans on one that was not read/u);
  expect(document.state()).toBeNull();

  document.accept(
    own.next((doc) => addLine(doc, 'typed meanwhile', 'line-2')),
    asel,
  );
  document.flush();
  expect(refused).toEqual([]);
  expect(document.state()).toBeNull();

  document.mergeFromLog([{ update: first }, { update: second }]);
  expect(document.state()).not.toBeNull();
  expect(textOf(received(document))).toBe('begin first second\ntyped meanwhile');
  document.accept(
    own.next((doc) => addLine(doc, 'and later', 'line-3')),
    bruno,
  );
  document.flush();
  expect(refused).toEqual([]);
});
