import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { hasPending } from '#lib/notes/ydoc.ts';
import { buildDocument } from '#server/collab/load-document.ts';
import { begun, begunRoom, first } from './support/begun-room.ts';
import { lineText, textOf, type } from './support/typing.ts';

/** The first letter of what the document began with. */
function letter(): Y.ID {
  const item = lineText(begun(1))._start;
  if (item === null) throw new Error('There is no text.');
  return item.id;
}

/** `many` letters in front of one another behind the first letter, then `more`, each to the left of another of those. */
function entangled(client: number, many: number, more: number): Uint8Array {
  const origin = letter();
  return encoding.encode((encoder) => {
    const numbers = (...values: number[]): void => {
      for (const value of values) encoding.writeVarUint(encoder, value);
    };
    numbers(1, many + more, client, 0);
    for (let index = 0; index < many + more; index += 1) {
      encoding.writeUint8(encoder, index === 0 ? 0x84 : 0xc4);
      numbers(origin.client, origin.clock);
      if (index > 0) numbers(client, index < many ? index - 1 : index - many);
      encoding.writeVarString(encoder, 'x');
    }
    numbers(0);
  });
}

test('[A27][R44] a few bytes that would be compared with one another a million times end their sender', () => {
  const { document, log, refused } = begunRoom();
  const [asel, bruno] = [{}, {}];
  const colleague = begun(9);
  const before = Y.encodeStateVector(colleague);
  type(colleague, ' kept');
  const bytes = entangled(7, 1_500, 1_000);
  expect(bytes.length).toBeLessThan(30_000);
  expect(document.accept(bytes, bruno)).toBe('applied');
  document.accept(Y.encodeStateAsUpdate(colleague, before), asel);
  document.flush();
  expect(refused).toEqual([bruno]);

  // What was taken in before is whole, and the same in the document, for its members and in the log.
  const [stored, shown] = [begun(1), begun(2)];
  for (const update of log) Y.applyUpdate(stored, update);
  for (const update of document.updates()) Y.applyUpdate(shown, update);
  expect(hasPending(stored) || hasPending(shown)).toBe(false);
  const reached = Y.getState(shown.store, 7);
  expect(reached).toBeGreaterThanOrEqual(1_500);
  expect(reached).toBeLessThan(2_500);
  expect(Y.encodeStateVector(stored)).toEqual(Y.encodeStateVector(shown));
  expect(textOf(stored)).toBe(textOf(shown));
  expect(textOf(shown)).toContain(' kept');
  expect(textOf(shown).split('x')).toHaveLength(reached + 1);

  // And everybody goes on.
  const next = Y.encodeStateVector(colleague);
  for (const update of log) Y.applyUpdate(colleague, update);
  type(colleague, ' and more');
  expect(document.accept(Y.encodeStateAsUpdate(colleague, next), asel)).toBe('applied');
  document.flush();
  expect(document.knows(Y.encodeStateAsUpdate(colleague))).toBe(true);
  expect(refused).toEqual([bruno]);
});

test('[A27][R44] many small updates of one window have one budget, and each sender their own', () => {
  const { document, refused } = begunRoom();
  const [asel, bruno] = [{}, {}];
  for (const client of [7, 8, 9, 10]) document.accept(entangled(client, 600, 300), bruno);
  document.accept(entangled(1, 300, 200), asel);
  document.flush();
  expect(refused).toContain(bruno);
  expect(refused).not.toContain(asel);
});

test('[A27][R44] a stored document is built whatever it takes', () => {
  const doc = buildDocument([first, entangled(7, 1_500, 1_000)], 'lineage-1');
  expect(Y.getState(doc.store, 7)).toBe(2_500);
});

test.each(['as one answer', 'key by key'])(
  '[R44] two people who each typed 5,000 characters at one place while they were offline lose nothing: %s',
  (told) => {
    const { document, refused } = begunRoom();
    for (const clientId of [7, 9]) {
      const page = begun(clientId);
      const keys: Uint8Array[] = [];
      const asked = Y.encodeStateVector(page);
      page.on('update', (update: Uint8Array) => keys.push(update));
      // Every tenth is put in further ahead, so that it is no single run; and each of 400 in front of the one before.
      for (let key = 0; key < 4_600; key += 1) {
        lineText(page).insert(key % 10 === 9 ? 2 + (key >> 1) : 2 + key, String(clientId));
      }
      for (let key = 0; key < 400; key += 1) lineText(page).insert(1, String(clientId));
      const updates = told === 'key by key' ? keys : [Y.encodeStateAsUpdate(page, asked)];
      const sender = {};
      for (const update of updates) expect(document.accept(update, sender)).toBe('applied');
    }
    document.flush();
    expect(refused).toEqual([]);
    const text = textOf(buildDocument(document.updates(), 'lineage-1'));
    expect(text.replaceAll(/[^79]/gu, '')).toHaveLength(10_000);
  },
);
