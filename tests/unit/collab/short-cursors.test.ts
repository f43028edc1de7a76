import {
  array,
  assert,
  constantFrom,
  integer,
  json,
  maxSafeNat,
  option,
  property,
  record,
  string,
} from '#tests/support/fast-check.ts';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readCursors, shortState } from '#lib/collab/short-cursors.ts';

const speaker = 3_000_000_007;

/** Members of a state as the server keeps them: the JSON without braces. */
const membersOf = (state: object): string => JSON.stringify(state).slice(1, -1);

function message(shown: readonly Uint8Array[], clientId = speaker): decoding.Decoder {
  const bytes = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, shown.length);
    for (const one of shown) {
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, 9);
      encoding.writeUint8Array(encoder, one);
    }
  });
  return decoding.createDecoder(bytes);
}

/** What a page makes of members that the server told in short. */
function read(members: string): unknown {
  const [told] = readCursors(message([shortState(speaker, members)]));
  expect(told).toMatchObject({ clientId: speaker, clock: 9 });
  return told?.state;
}

const client = constantFrom(speaker, 0, 7, 0xffff_ffff);
const id = option(record({ client, clock: maxSafeNat() }), { freq: 4 });
const place = record({
  type: id,
  tname: option(string(), { freq: 10, nil: null }).map((name) => (name === '' ? null : name)),
  item: id,
  assoc: constantFrom(0, -1, 0, -1, 1),
});
// The order of members is the order in which the editor writes them.
const cursor = record({ anchor: place, head: place, same: constantFrom(true, false) }).map(
  ({ anchor, head, same }) => ({ anchor, head: same ? anchor : head }),
);

test('[R33] a cursor in short is read as the one that was told, whatever its places', () => {
  assert(
    property(cursor, constantFrom({}, { writing: null }, { writing: { block: 'é🦊' } }), (told, others) => {
      const state = { cursor: told, ...others };
      expect(read(membersOf(state))).toEqual(state);
      expect(Object.keys(read(membersOf({ cursor: told })) as object)).toEqual(['cursor']);
    }),
    { numRuns: 2_000 },
  );
});

test('[R33] any presence in short is read as the one that was told', () => {
  assert(
    property(
      array(record({ name: string(), value: json() })),
      option(cursor),
      integer(),
      (members, told, at) => {
        const parts = members.map(({ name, value }) => `${JSON.stringify(name)}:${value}`);
        if (told !== null)
          parts.splice(Math.abs(at) % (parts.length + 1), 0, `"cursor":${JSON.stringify(told)}`);
        const text = parts.join(',');
        expect(read(text)).toEqual(JSON.parse(`{${text}}`));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('[R33] the caret at the end of what somebody typed takes a dozen bytes, a selection twenty', () => {
  const doc = new Y.Doc();
  doc.clientID = speaker;
  const text = new Y.XmlText();
  doc.get('notes', Y.XmlFragment).insert(0, [text]);
  text.insert(0, 'x'.repeat(5_000));
  const place = (index: number): Y.RelativePosition => Y.createRelativePositionFromTypeIndex(text, index, -1);
  const short = (anchor: number, head: number): Uint8Array => {
    const members = membersOf({ cursor: { anchor: place(anchor), head: place(head) } });
    expect(read(members)).toEqual(JSON.parse(`{${members}}`));
    return shortState(speaker, members);
  };
  expect(short(5_000, 5_000).length).toBeLessThanOrEqual(12);
  expect(short(10, 5_000).length).toBeLessThanOrEqual(20);
  doc.destroy();
});

const stock = '{"type":null,"tname":null,"item":{"client":1,"clock":2},"assoc":0}';

test.each([
  ['a number in another spelling', stock.replace('2', '2e0')],
  ['a number with a fraction', stock.replace('2', '2.5')],
  ['a number below zero', stock.replace('2', '-2')],
  ['a number larger than any clock', stock.replace('2', '9007199254740993')],
  ['minus nothing', stock.replace('"assoc":0', '"assoc":-0')],
  ['a member more', stock.replace('"assoc"', '"more":1,"assoc"')],
  ['a member less', stock.replace('"tname":null,', '')],
  ['a space', stock.replace(':null', ': null')],
  ['text in an id', stock.replace('"clock":2', '"clock":"2"')],
])('[R33] a place with %s goes as JSON', (_name, odd) => {
  const members = `"cursor":{"anchor":${odd},"head":${stock}}`;
  expect(shortState(speaker, members)[0]).toBe(0);
  expect(read(members)).toEqual(JSON.parse(`{${members}}`));
});

test('[R33] a cursor that is told twice is the last one, and one in another member stays there', () => {
  const whole = `"cursor":{"anchor":${stock},"head":${stock}}`;
  for (const members of [
    `${whole},"cursor":1`,
    `${whole},"c\\u0075rsor":null,"a":1`,
    `"a":{"b":1,${whole}}`,
    `"cursor":2,${whole}`,
    `${whole},"__proto__":{"a":1}`,
  ]) {
    expect(read(members)).toEqual(JSON.parse(`{${members}}`));
  }
});

test('[R33] who left is nobody, and what is outside of the grammar is refused', () => {
  expect(readCursors(message([shortState(speaker, null)]))).toEqual([
    { clientId: speaker, clock: 9, state: null },
  ]);
  const refused = (...bytes: number[]): void => {
    expect(() => readCursors(message([Uint8Array.from(bytes)]))).toThrow(Error);
  };
  refused(3);
  refused(1);
  refused(1, 32, 0);
  refused(1, 8, 0);
  refused(1, 16, 0);
  refused(1, 1, 5);
  refused(1, 0, 5, 0x22);
  refused(1, 0, 1, 0x22);
  refused(0, 2, 0x5b, 0x5d);
  refused(0, 1, 0x31);
  refused(1, 0, 0, 0);
});
