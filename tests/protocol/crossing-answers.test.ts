import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  nat,
  property,
  record,
} from '#tests/support/fast-check.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { hasPending, notesDoc, notesFragment } from '#lib/notes/ydoc.ts';
import { knownDocument } from '#server/collab/known-document.ts';
import { browserGrammar } from '#server/collab/note-grammar.ts';
import type { RoomDocument } from '#server/collab/room-document.ts';
import { scanUpdate } from '#server/collab/update-scanner.ts';
import { begun, begunRoom } from './support/begun-room.ts';
import { addLine, lineText, textOf } from './support/typing.ts';

// A page whose socket broke may be answered a question that was asked before its last frames were handled.

function since(doc: Y.Doc, stateVector: Uint8Array, change: () => void): Uint8Array {
  doc.transact(change);
  return Y.encodeStateAsUpdate(doc, stateVector);
}

function copyOf(document: RoomDocument): Y.Doc {
  document.flush();
  const doc = notesDoc();
  for (const update of document.updates()) Y.applyUpdate(doc, update);
  return doc;
}

function stateOf(doc: Y.Doc): unknown {
  const { ds, sv } = Y.snapshot(doc);
  const byClient = ([one]: [number, unknown], [other]: [number, unknown]): number => one - other;
  return {
    ds: [...ds.clients].toSorted(byClient),
    sv: [...sv].toSorted(byClient),
    text: textOf(doc),
    notes: notesFragment(doc).toJSON(),
  };
}

test.each(['applied', 'waiting'])(
  '[R17][R18] what a page typed and deleted goes on behind what is known of it alive: %s',
  (begin) => {
    const page = begun(7);
    const asked = Y.encodeStateVector(page);
    const { document, refused } = begunRoom();
    const [dead, back] = [{}, {}];
    const known = since(page, asked, () => {
      addLine(page, 'quay', 'line-2');
    });
    document.accept(known, dead);
    if (begin === 'applied') document.flush();
    lineText(page, 1).insert(4, ' and mole');
    notesFragment(page).delete(1, 1);
    const answer = Y.encodeStateAsUpdate(page, asked);
    expect(document.accept(answer, back)).toBe('applied');
    document.flush();
    expect(refused).toEqual([]);
    expect(stateOf(copyOf(document))).toEqual(stateOf(page));
  },
);

test('[R17][R18] what goes on behind something that waits is known by its node, beside whatever it stands', () => {
  const [page, other] = [begun(7), begun(9)];
  const { document, refused } = begunRoom();
  const asked = Y.encodeStateVector(page);
  const key = since(other, Y.encodeStateVector(other), () => {
    lineText(other).insert(5, '-');
  });
  Y.applyUpdate(page, key);
  const known = since(page, Y.encodeStateVector(page), () => {
    lineText(page).insert(6, 'quay');
  });
  document.accept(key, {});
  const [dead, back] = [{}, {}];
  // What another sent in this moment is applied before what leans on it.
  expect(document.accept(known, dead)).toBe('applied');
  const more = since(other, Y.encodeStateVector(other), () => {
    lineText(other).insert(6, '+');
  });
  document.accept(more, {});
  lineText(page).insert(10, ' and mole');
  expect(document.accept(Y.encodeStateAsUpdate(page, asked), back)).toBe('applied');
  document.flush();
  expect(refused).toEqual([]);
  expect(textOf(copyOf(document))).toContain('quay and mole');
});

test('[R17][R18] a key and more of it waits beside a key of its own page that waits too', () => {
  const page = begun(7);
  const { document, refused } = begunRoom();
  const before = Y.encodeStateVector(page);
  page.transact(() => {
    lineText(page).insert(5, 'x');
  });
  const x = Y.encodeStateAsUpdate(page, before);
  // The page has a new id after a reload, and types on behind its own last key.
  const own = Y.encodeStateVector(page);
  page.clientID = 8;
  const known = since(page, own, () => {
    lineText(page).insert(6, 'quay');
  });
  const dead = {};
  document.accept(x, dead);
  document.accept(known, dead);
  lineText(page).insert(10, ' and mole');
  expect(document.accept(Y.encodeStateAsUpdate(page, own), {})).toBe('applied');
  document.flush();
  expect(refused).toEqual([]);
  expect(stateOf(copyOf(document))).toEqual(stateOf(page));
});

test("[R17][R18] a colleague's living copy of what is gone here waits for the deletion of its place", () => {
  const [page, colleague, server] = [begun(7), begun(9), begun(1)];
  const asked = Y.encodeStateVector(page);
  const line = since(page, asked, () => {
    addLine(page, '', 'line-2');
  });
  Y.applyUpdate(server, line);
  const before = Y.encodeStateVector(server);
  lineText(page, 1).insert(0, 'quay and mole');
  Y.applyUpdate(colleague, Y.encodeStateAsUpdate(page));
  notesFragment(page).delete(1, 1);
  const deleted = Y.encodeStateAsUpdate(page, before);
  // The first piece of a large answer: the structs without the last nine, and no deletions yet.
  const { client, clock } = { client: 7, clock: Y.getState(server.store, 7) };
  Y.applyUpdate(server, Uint8Array.of(1, 1, client, clock, 0x00, 4, 0));
  const living = Y.encodeStateAsUpdate(colleague, before);
  expect(scanUpdate(living, knownDocument(server), browserGrammar).missing).toBe(true);
  expect(scanUpdate(deleted, knownDocument(server), browserGrammar).missing).toBe(false);
  Y.applyUpdate(server, deleted);
  expect(scanUpdate(living, knownDocument(server), browserGrammar).missing).toBe(false);
  Y.applyUpdate(server, living);
  expect(stateOf(server)).toEqual(stateOf(page));
});

const act = record({
  who: constantFrom(0, 0, 1),
  kind: constantFrom(
    'type',
    'type',
    'type',
    'type',
    'type',
    'delete',
    'line',
    'remove',
    'mark',
    'tag',
    'undo',
    'redo',
  ),
  at: nat(1_000),
  length: integer({ min: 1, max: 9 }),
});
const wire = record({
  who: constantFrom(0, 0, 1),
  kind: constantFrom('ask', 'send', 'send', 'answer', 'hear', 'window'),
  count: integer({ min: 0, max: 6 }),
});

/** A page with two sockets: one that dies, whose frames come up to some point, and one that answers an older question. */
class Page {
  readonly doc: Y.Doc;
  readonly sent: Uint8Array[] = [];
  readonly sockets = [{}, {}] as const;
  asked: Uint8Array;
  private readonly undos: Y.UndoManager | null;

  /** What somebody may undo is kept when it is deleted; of all else the length alone is left. */
  constructor(clientId: number, mayUndo: boolean) {
    this.doc = begun(clientId);
    this.asked = Y.encodeStateVector(this.doc);
    this.undos = mayUndo ? new Y.UndoManager(notesFragment(this.doc), { captureTimeout: 0 }) : null;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'heard') this.sent.push(update);
    });
  }

  do({ kind, at, length }: { kind: string; at: number; length: number }): void {
    const { doc } = this;
    const fragment = notesFragment(doc);
    const line = at % Math.max(1, fragment.length);
    if (kind === 'undo') this.undos?.undo();
    else if (kind === 'redo') this.undos?.redo();
    else if (kind === 'line' || fragment.length === 0) addLine(doc, 'new', `line-${String(at)}`);
    else if (kind === 'remove') fragment.delete(line, 1);
    else if (kind === 'tag') (fragment.get(line) as Y.XmlElement).setAttribute('tag', String(at));
    else {
      const part = lineText(doc, line);
      const from = at % (part.length + 1);
      // Mostly at the end, as people type: what they typed there is one struct.
      if (kind === 'type') part.insert(at % 3 === 0 ? from : part.length, 'abcdefghi'.slice(0, length));
      else if (kind === 'delete') part.delete(from, Math.min(length, part.length - from));
      else if (part.length > from) part.format(from, Math.min(length, part.length - from), { bold: {} });
    }
  }
}

test('[A11][R17][R18] whatever a page wrote and deleted, an answer to an older question is taken', () => {
  assert(
    property(
      array(record({ one: act, next: wire }), { minLength: 4, maxLength: 50 }),
      constantFrom([3, 900], [900, 3]),
      boolean(),
      (steps, [mine = 3, theirs = 900], mayUndo) => {
        const { document, log, refused } = begunRoom();
        const pages = [new Page(mine, mayUndo), new Page(theirs, mayUndo)];
        const answer = (page: Page, asked: Uint8Array): string =>
          document.accept(Y.encodeStateAsUpdate(page.doc, asked), page.sockets[1]);
        const hear = (page: Page): void => {
          document.flush();
          for (const update of document.updates()) Y.applyUpdate(page.doc, update, 'heard');
        };
        for (const { one, next } of steps) {
          pages[one.who]?.do(one);
          const page = pages[next.who] ?? new Page(0, false);
          if (next.kind === 'ask') page.asked = Y.encodeStateVector(copyOf(document));
          else if (next.kind === 'window') document.flush();
          else if (next.kind === 'hear') hear(page);
          else if (next.kind === 'answer') answer(page, page.asked);
          else for (const update of page.sent.splice(0, next.count)) document.accept(update, page.sockets[0]);
        }
        // Everybody answers the older question, and whoever is asked again a newer one.
        for (const page of [...pages, ...pages]) {
          if (answer(page, page.asked) !== 'applied') {
            expect(answer(page, Y.encodeStateVector(copyOf(document)))).toBe('applied');
          }
          hear(page);
        }
        const [one, other] = pages.map(({ doc }) => stateOf(doc));
        const stored = begun(1);
        for (const update of log) Y.applyUpdate(stored, update);
        expect(refused).toEqual([]);
        expect(hasPending(stored)).toBe(false);
        expect(one).toEqual(other);
        expect(stateOf(copyOf(document))).toEqual(one);
        expect(stateOf(stored)).toEqual(one);
      },
    ),
    { numRuns: 300 },
  );
});
