import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { insertBlocks, removeBlocks } from '#lib/notes/edit-blocks.ts';
import { inlineText, type BlockJson } from '#lib/notes/note-json.ts';
import { settleDoubles } from '#lib/notes/settle-doubles.ts';
import { createNotesUpdate, notesJson } from '#lib/notes/ydoc.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';

const fleet = [item({ id: 'fleet', minutes: 10 }, 'Fleet'), line({ id: 'boats' }, 'Twelve boats')];

function two(): [Y.Doc, Y.Doc] {
  const update = createNotesUpdate(
    notes(item({ id: 'one' }, 'One'), ...fleet, item({ id: 'two' }, 'Two'), item({ id: 'three' }, 'Three')),
    'lineage',
  );
  const docs: [Y.Doc, Y.Doc] = [new Y.Doc(), new Y.Doc()];
  for (const doc of docs) Y.applyUpdate(doc, update);
  return docs;
}

/** Moves the fleet: taken out, and made anew elsewhere. */
function move(doc: Y.Doc, index: number, blocks: BlockJson[] = fleet): void {
  removeBlocks(doc, new Set(['fleet', 'boats']));
  insertBlocks(doc, index, blocks);
}

function meet(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
}

let ids = 0;
const newId = (): string => `new-${String((ids += 1))}`;
const rows = (doc: Y.Doc): string[] =>
  notesJson(doc).content.map((block) => `${String(block.attrs.id)} ${inlineText(block.content)}`);

test('a section that two moved at once stands once, where the first of them stands, with both at work on it', () => {
  const [one, other] = two();
  move(one, 3);
  move(other, 2);
  meet(one, other);
  expect(rows(one).filter((row) => row === 'fleet Fleet')).toHaveLength(2);
  expect(settleDoubles(one, newId)).toBe(2);
  expect(settleDoubles(other, newId)).toBe(2);
  meet(one, other);
  expect(rows(one)).toEqual(['one One', 'two Two', 'fleet Fleet', 'boats Twelve boats', 'three Three']);
  expect(rows(other)).toEqual(rows(one));
  expect(settleDoubles(one, newId)).toBe(0);
});

test('what only one of two moved items says of itself stays with the item', () => {
  const [one, other] = two();
  move(one, 0);
  move(other, 3, [item({ id: 'fleet', minutes: 10, purpose: 'decision' }, 'Fleet'), ...fleet.slice(1)]);
  meet(one, other);
  settleDoubles(one, newId);
  expect(notesJson(one).content[0]?.attrs).toMatchObject({ id: 'fleet', purpose: 'decision', minutes: 10 });
});

test('words that only one of two moved lines has are kept, under an id of their own', () => {
  const [one, other] = two();
  move(one, 0);
  move(other, 3, [...fleet.slice(0, 1), line({ id: 'boats' }, 'Thirteen boats')]);
  meet(one, other);
  settleDoubles(one, newId);
  const [, first, , , , second] = rows(one);
  expect(first).toBe('boats Twelve boats');
  expect(second).toMatch(/^new-\d+ Thirteen boats$/u);
  expect(rows(one)).toHaveLength(6);
});

test('a document without doubles is not touched', () => {
  const [one] = two();
  let updates = 0;
  one.on('update', () => (updates += 1));
  expect(settleDoubles(one, newId)).toBe(0);
  expect(updates).toBe(0);
});
