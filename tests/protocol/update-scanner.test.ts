import {
  array,
  assert,
  constantFrom,
  integer,
  nat,
  property,
  record,
  string,
  uint8Array,
} from '#tests/support/fast-check.ts';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createNotesUpdate, hasPending, notesFragment } from '#lib/notes/ydoc.ts';
import { MalformedError } from '#server/collab/byte-reader.ts';
import { knownDocument } from '#server/collab/known-document.ts';
import { browserGrammar } from '#server/collab/note-grammar.ts';
import { scanUpdate } from '#server/collab/update-scanner.ts';
import { notesOf } from './support/start-collab.ts';
import { addLine, lineText } from './support/typing.ts';

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
        const { missing } = scanUpdate(update, knownDocument(doc), browserGrammar);
        const trial = begun();
        Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc));
        Y.applyUpdate(trial, update);
        expect(hasPending(trial)).toBe(missing);
        if (!missing) Y.applyUpdate(doc, update);
        expect(hasPending(doc)).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test('[R18] whole states and diffs pass too', () => {
  assert(
    property(edits, (steps) => {
      const doc = begun();
      for (const update of write(steps)) Y.applyUpdate(doc, update);
      const target = begun();
      expect(scanUpdate(Y.encodeStateAsUpdate(doc), knownDocument(target), browserGrammar)).toMatchObject({
        missing: hasPending(doc),
      });
      const diff = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(target));
      expect(scanUpdate(diff, knownDocument(target), browserGrammar)).toMatchObject({
        missing: hasPending(doc),
      });
    }),
    { numRuns: 60 },
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
          scanUpdate(bytes, knownDocument(doc), browserGrammar);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedError);
        }
        expect(performance.now() - since).toBeLessThan(1_000);
      },
    ),
    { numRuns: 3_000 },
  );
});

/** An update of one client's structs, byte by byte, without deletes unless told. */
function raw(client: number, structs: number[][], deletes: number[] = [0]): Uint8Array {
  return Uint8Array.from([1, structs.length, client, 0, ...structs.flat(), ...deletes]);
}

const inNotes = [1, 5, ...Buffer.from('notes')];

test.each([
  ['two texts of which each stands right of the other', Uint8Array.of(2, 1, 7, 0, 0x84, 6, 0, 1, 97, 1, 6, 0, 0x84, 7, 0, 1, 98, 0)],
  ['a text right of itself', raw(7, [[0x84, 7, 0, 1, 97]])],
  ['a node in itself', raw(7, [[0x07, 0, 7, 0, 6]])],
  ['a parent that is a text', raw(7, [[0x07, ...inNotes, 3, 4, ...Buffer.from('line')], [0x07, 0, 7, 0, 6], [0x04, 0, 7, 1, 1, 97], [0x04, 0, 7, 2, 1, 97]])],
  ['half a letter', raw(7, [[0x07, ...inNotes, 3, 4, ...Buffer.from('line')], [0x07, 0, 7, 0, 6], [0x04, 0, 7, 1, 1, 0xc3]])],
  ['deletes out of order', raw(7, [[0x00, 9]], [1, 7, 2, 5, 1, 0, 1])],
  ['deletes of nothing', raw(7, [[0x00, 9]], [1, 7, 1, 5, 0])],
  ['deletes of one client in two places', raw(7, [[0x00, 9]], [2, 7, 1, 0, 1, 7, 1, 2, 1])],
  ['seven bytes that count to a billion', Uint8Array.of(1, 0xff, 0xff, 0xff, 0xff, 0x03, 7)],
  ['a number longer than it needs to be', Uint8Array.of(0x80, 0, 0)],
])('[A27][A28][R18] %s is refused', (_, update) => {
  expect(() => scanUpdate(update, knownDocument(begun()), browserGrammar)).toThrow(MalformedError);
}); // prettier-ignore

test('[R18] what is new of a text stands behind what is known of it', () => {
  const doc = begun();
  addLine(doc, 'other', 'line-2');
  doc.clientID = 7;
  const before = Y.encodeStateVector(doc);
  lineText(doc, 0).insert(0, 'ab');
  const longer = Y.encodeStateAsUpdate(doc, before);
  // The same clocks in another line, one more of them.
  const torn = begun();
  Y.applyUpdate(torn, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(torn)));
  const other = lineText(doc, 1)._item;
  if (other === null) throw new Error('The text stands nowhere.');
  const { client, clock } = other.id;
  const claimed = Uint8Array.from([
    1, 1, 7, 0, 0x04, 0, ...varUint(client), ...varUint(clock), 3, ...Buffer.from('abc'), 0,
  ]); // prettier-ignore
  expect(scanUpdate(longer, knownDocument(doc), browserGrammar).brings).toEqual([]);
  expect(() => scanUpdate(claimed, knownDocument(doc), browserGrammar)).toThrow('in two places');
});

test('[A27] 2 MiB of structs, deletes or entangled clients take time in proportion to their size', () => {
  const doc = begun();
  const numbers = (encoder: encoding.Encoder, ...values: number[]): void => {
    for (const value of values) encoding.writeVarUint(encoder, value);
  };
  const many = encoding.encode((encoder) => {
    const clients = 100_000;
    numbers(encoder, clients);
    for (let client = clients; client > 0; client -= 1) {
      numbers(encoder, 1, client, 0);
      encoding.writeUint8(encoder, 0x84);
      numbers(encoder, client === 1 ? clients : client - 1, 0, 1, 97);
    }
    numbers(encoder, 0);
  });
  const pingPong = encoding.encode((encoder) => {
    const each = 100_000;
    numbers(encoder, 2);
    for (const client of [2, 1]) {
      numbers(encoder, each, client, 0);
      for (let clock = 0; clock < each; clock += 1) {
        if (client === 2 && clock === 0) {
          encoding.writeUint8Array(encoder, Uint8Array.of(0x01, ...inNotes));
        } else {
          encoding.writeUint8(encoder, 0x81);
          numbers(encoder, 3 - client, client === 1 ? clock : clock - 1);
        }
        numbers(encoder, 1);
      }
    }
    numbers(encoder, 0);
  });
  expect(scanUpdate(pingPong, knownDocument(doc), browserGrammar).brings).toHaveLength(2);
  for (const update of [many, pingPong]) {
    const since = performance.now();
    try {
      scanUpdate(update, knownDocument(doc), browserGrammar);
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedError);
    }
    // About half a second; minutes, were each looked up among all others.
    expect(performance.now() - since).toBeLessThan(6_000);
  }
});

function varUint(value: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, value);
  });
}
