import { array, assert, constantFrom, integer, nat, property, record, string, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { browserRoots, createNotesUpdate, hasPending, notesFragment } from '#lib/notes/ydoc.ts';
import { MalformedError } from '#server/collab/byte-reader.ts';
import { knownDocument, scanUpdate } from '#server/collab/update-scanner.ts';
import { notesOf } from './support/start-collab.ts';
import { addLine, lineText } from './support/typing.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const first = createNotesUpdate(notesOf('begin'), 'lineage-1');
const edits = array(
  record({
    who: integer({ min: 0, max: 2 }),
    kind: constantFrom('type', 'delete', 'line', 'mark', 'attribute', 'remove'),
    at: nat(1_000),
    text: string({ minLength: 1, maxLength: 6, unit: 'grapheme' }),
    hears: integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 40 },
);
type Edits = Parameters<Parameters<typeof edits.map>[0]>[0];

/** What three people write who hear of each other only now and then, update by update. */
function write(steps: Edits): Uint8Array[] {
  const people = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
  const updates: Uint8Array[] = [];
  for (const person of people) {
    Y.applyUpdate(person, first);
    person.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'heard') updates.push(update);
    });
  }
  for (const [index, { who, kind, at, text, hears }] of steps.entries()) {
    const doc = people[who] ?? new Y.Doc();
    const other = people[hears];
    if (other !== undefined) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'heard');
    const fragment = notesFragment(doc);
    const line = at % Math.max(1, fragment.length);
    if (kind === 'line' || fragment.length === 0) addLine(doc, text, `line-${String(index)}`);
    else if (kind === 'remove') fragment.delete(line, 1);
    else if (kind === 'attribute') (fragment.get(line) as Y.XmlElement).setAttribute('tag', text);
    else {
      const part = lineText(doc, line);
      const from = at % Math.max(1, part.length);
      if (kind === 'type' || part.length === 0) part.insert(from, text);
      else if (kind === 'delete') part.delete(from, 1);
      else part.format(from, 1, { bold: {} });
    }
  }
  return updates;
}

function begun(): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, first);
  return doc;
}

test('[R18] every update Yjs makes passes, and is called missing just when Yjs would let it wait', () => {
  assert(
    property(edits, array(nat(1_000), { maxLength: 40 }), (steps, picks) => {
      const updates = write(steps);
      const doc = begun();
      // In any order and some twice, as a network of broken connections brings them.
      for (const pick of [...picks, ...updates.keys()]) {
        const update = updates[pick % updates.length] ?? first;
        const { missing } = scanUpdate(update, knownDocument(doc), browserRoots);
        const trial = begun();
        Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc));
        Y.applyUpdate(trial, update);
        expect(hasPending(trial)).toBe(missing);
        if (!missing) Y.applyUpdate(doc, update);
        expect(hasPending(doc)).toBe(false);
      }
    }),
    { numRuns: 60, seed },
  );
});

test('[R18] whole states and diffs pass too', () => {
  assert(
    property(edits, (steps) => {
      const doc = begun();
      for (const update of write(steps)) Y.applyUpdate(doc, update);
      const target = begun();
      expect(scanUpdate(Y.encodeStateAsUpdate(doc), knownDocument(target), browserRoots)).toMatchObject({
        missing: hasPending(doc),
      });
      const diff = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(target));
      expect(scanUpdate(diff, knownDocument(target), browserRoots)).toMatchObject({
        missing: hasPending(doc),
      });
    }),
    { numRuns: 60, seed },
  );
});

test('[R18] changed, cut and invented bytes are refused or read to the end, quickly', () => {
  const doc = begun();
  const update = Y.encodeStateAsUpdate(doc);
  const flip = record({ at: nat(update.length - 1), to: integer({ min: 0, max: 255 }) });
  assert(
    property(
      array(flip, { maxLength: 4 }),
      nat(update.length),
      uint8Array({ maxLength: 12 }),
      (flips, cut, tail) => {
        const bytes = Uint8Array.from([...update.slice(0, cut), ...tail]);
        for (const { at, to } of flips) if (at < bytes.length) bytes[at] = to;
        const since = performance.now();
        try {
          scanUpdate(bytes, knownDocument(doc), browserRoots);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedError);
        }
        expect(performance.now() - since).toBeLessThan(1_000);
      },
    ),
    { numRuns: 3_000, seed },
  );
});
