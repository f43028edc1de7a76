import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { splitUpdate } from '#lib/collab/split-update.ts';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { Random } from '#tests/chaos/random.ts';

/** Writes, deletes and moves as people do, at random. */
function edit(doc: Y.Doc, random: Random): void {
  const fragment = notesFragment(doc);
  const block = fragment.length === 0 ? null : fragment.get(random.below(fragment.length));
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText) || random.below(4) === 0) {
    const line = new Y.XmlElement('line');
    line.insert(0, [new Y.XmlText('😀 a new line '.repeat(1 + random.below(9)))]);
    fragment.insert(random.below(fragment.length + 1), [line]);
  } else if (random.below(5) === 0) fragment.delete(random.below(fragment.length), 1);
  else if (text.length > 2 && random.below(3) === 0) text.delete(random.below(text.length - 1), 1);
  else text.insert(random.below(text.length + 1), `w${String(random.below(1000))}`);
}

/** Two people's copies of one note, and what a server had of it before they went on offline. */
function offline(seed: number): { server: Y.Doc; doc: Y.Doc } {
  const random = new Random(seed);
  const [doc, other, server] = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  for (let step = 0; step < 300; step += 1) {
    edit(random.below(2) === 0 ? doc : other, random);
    if (random.below(10) === 0) {
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    }
    if (step === 60) Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
  }
  return { server, doc };
}

describe('a large update in pieces', () => {
  it('[A19] makes the same document, and no piece waits for a later one', () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const { server, doc } = offline(seed);
      const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server));
      const pieces = splitUpdate(update, 300);
      expect(pieces.length, `seed ${String(seed)}`).toBeGreaterThan(4);
      for (const piece of pieces) {
        Y.applyUpdate(server, piece);
        expect(server.store.pendingStructs, `seed ${String(seed)}`).toBeNull();
        expect(server.store.pendingDs, `seed ${String(seed)}`).toBeNull();
      }
      expect(notesFragment(server).toJSON(), `seed ${String(seed)}`).toBe(notesFragment(doc).toJSON());
      expect(Y.encodeStateAsUpdate(server)).toEqual(Y.encodeStateAsUpdate(doc));
    }
  });

  it('[A19] parts one long text, and never a sign of two halves', () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, '😀ü'.repeat(20_000));
    const pieces = splitUpdate(Y.encodeStateAsUpdate(doc), 10_001);
    expect(pieces.length).toBeGreaterThan(8);
    const other = new Y.Doc();
    for (const piece of pieces) {
      expect(piece.length).toBeLessThan(12_000);
      Y.applyUpdate(other, piece);
    }
    expect(other.getText('t').toJSON()).toBe('😀ü'.repeat(20_000));
  });

  it('deletes what was there before with the first piece, so that a moved block never stands twice', () => {
    const [server, doc] = [new Y.Doc(), new Y.Doc()];
    const list = doc.getArray<string>('list');
    list.push(['moved']);
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
    doc.transact(() => {
      list.delete(0);
      for (let index = 0; index < 500; index += 1) list.insert(0, [`other ${String(index)}`]);
      list.push(['moved']);
    });
    const pieces = splitUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), 1000);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) {
      Y.applyUpdate(server, piece);
      const moved = server
        .getArray<string>('list')
        .toArray()
        .filter((text) => text === 'moved');
      expect(moved.length).toBeLessThan(2);
    }
    expect(server.getArray('list').toJSON()).toEqual(list.toJSON());
  });

  it('leaves a small one as it is', () => {
    const { doc } = offline(1);
    const update = Y.encodeStateAsUpdate(doc);
    expect(splitUpdate(update, update.length)).toEqual([update]);
  });
});
