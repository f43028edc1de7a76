import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { blockIndex, insertBlocks, removeBlocks } from '#lib/notes/edit-blocks.ts';
import { NOTES_SCHEMA_VERSION } from '#lib/notes/schema/index.ts';
import { createNotesUpdate, META_MAP, notesJson, notesMeta } from '#lib/notes/ydoc.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';

function docOf(...blocks: Parameters<typeof notes>): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, createNotesUpdate(notes(...blocks), 'lineage'));
  return doc;
}

const idsOf = (doc: Y.Doc): (string | null)[] => notesJson(doc).content.map((block) => block.attrs.id);

test('blocks go in before the one at the index, whole, and every other stays the same element', () => {
  const doc = docOf(item({ id: 'a' }, 'Welcome'), line({ id: 'b' }, 'Hello'));
  const added = [
    item({ id: 'c', proposer: 'Mara', minutes: 5 }, 'Fleet'),
    line({ id: 'd', bornCall: 'x', bornLine: 'y' }, 'Old'),
  ];
  insertBlocks(doc, 1, added);
  expect(idsOf(doc)).toEqual(['a', 'c', 'd', 'b']);
  expect(notesJson(doc).content.slice(1, 3)).toEqual(added);
});

test('an insertion merges with what somebody else typed at the same time', () => {
  const doc = docOf(item({ id: 'a' }, 'Welcome'), line({ id: 'b' }, 'Hello'));
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(doc);
  insertBlocks(doc, 2, [line({ id: 'c' }, 'From the server')]);
  insertBlocks(other, 1, [line({ id: 'd' }, 'From somebody')]);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, before));
  expect(idsOf(other)).toEqual(['a', 'd', 'b', 'c']);
});

test('an index past the end is the end', () => {
  const doc = docOf(line({ id: 'a' }, 'Hello'));
  insertBlocks(doc, 99, [line({ id: 'b' }, 'Bye')]);
  expect(idsOf(doc)).toEqual(['a', 'b']);
});

test('a document of an older schema says the newer one from then on', () => {
  const doc = docOf(line({ id: 'a' }, 'Hello'));
  doc.getMap(META_MAP).set('schemaVersion', 1);
  insertBlocks(doc, 0, [line({ id: 'b' }, 'Bye')]);
  expect(notesMeta(doc)?.schemaVersion).toBe(NOTES_SCHEMA_VERSION);
});

test('blocks are found and taken out by their ids', () => {
  const doc = docOf(item({ id: 'a' }, 'Welcome'), line({ id: 'b' }, 'Hello'), line({ id: 'c' }, 'Bye'));
  expect(blockIndex(doc, 'c')).toBe(2);
  expect(removeBlocks(doc, new Set(['b', 'a', 'gone']))).toBe(2);
  expect(idsOf(doc)).toEqual(['c']);
  expect(blockIndex(doc, 'a')).toBeNull();
});

test('a block that does not fit the schema changes nothing', () => {
  const doc = docOf(line({ id: 'a' }, 'Hello'));
  const wrong = {
    type: 'codeBlock',
    attrs: { id: 'b', language: null },
    content: [item({ id: 'c' }, 'Inside')],
  };
  expect(() => {
    insertBlocks(doc, 0, [wrong as never]);
  }).toThrow(RangeError);
  expect(idsOf(doc)).toEqual(['a']);
});
