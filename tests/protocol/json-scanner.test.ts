import {
  anything,
  assert,
  constantFrom,
  json,
  property,
  string,
  array,
  tuple,
  nat,
} from '#tests/support/fast-check.ts';
import { expect, test } from 'vitest';
import { MalformedError } from '#server/collab/byte-reader.ts';
import { scanJsonObject } from '#server/collab/json-scanner.ts';
import { presenceJson, presenceMembers } from '#server/collab/presence-state.ts';

const user = { name: 'Ása "the" 🦊', color: '#123456', role: 'writer' } as const;

/** What the others would read of a presence, or why it is refused. */
function shown(text: string): unknown {
  const members = presenceMembers(Buffer.from(text), 20);
  return members === null
    ? null
    : JSON.parse(presenceJson(members, Buffer.from(JSON.stringify(user))).toString());
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}

test('[R30] what a browser reads of a presence is what was sent, with the user of the session', () => {
  assert(
    property(anything({ maxDepth: 4 }), string(), (value, key) => {
      const sent = JSON.stringify({ [key]: value, user: 'forged', cursor: { anchor: 1 } });
      expect(shown(sent)).toEqual({ ...(JSON.parse(sent) as object), user });
    }),
    { numRuns: 300 },
  );
});

test('[R30] exactly what is a JSON object passes, whatever bytes are changed', () => {
  assert(
    property(
      json({ maxDepth: 3 }),
      array(tuple(nat(200), constantFrom(...'{}[]",:\\u0019-+.eEtnf \n\t\u0001é'.split(''))), {
        maxLength: 3,
      }),
      (value, changes) => {
        let text = `{"a":${value},"b":[1,-0.5e3,true,null]}`;
        for (const [at, character] of changes) {
          const place = at % text.length;
          text = text.slice(0, place) + character + text.slice(place + 1);
        }
        if (isObject(text)) {
          expect(() => shown(text)).not.toThrow();
          const read = JSON.parse(text) as object | null;
          expect(shown(text)).toEqual(read === null ? null : { ...read, user });
        } else expect(() => shown(text)).toThrow(MalformedError);
      },
    ),
    { numRuns: 3_000 },
  );
});

test.each([
  '{"user":{"name":"x"}}',
  '{"user":1,"user":2}',
  '{"\\u0075ser":1}',
  '{"us\\u0065r" : 1 , "user":[{"user":2}]}',
  ' { "user" : "\\"}" } ',
])('[R30] no spelling of user passes: %s', (text) => {
  expect(shown(text)).toEqual({ user });
  expect(presenceMembers(Buffer.from(text), 8)).toHaveLength(0);
});

test('[R30] members around a user stay as they are, and a user inside of them too', () => {
  expect(shown('{"a":1,"user":2,"b":{"user":3},"user":4}')).toEqual({ a: 1, b: { user: 3 }, user });
  expect(shown(' null ')).toBeNull();
  expect(shown('{}')).toEqual({ user });
});

test.each([
  '[]',
  '1',
  '"x"',
  'true',
  'nul',
  'nullx',
  '',
  '{',
  '{"a":01}',
  '{"a":1,}',
  '{"a":"\u0001"}',
  '{"a":.5}',
])('[R30] not an object: %s', (text) => {
  expect(() => shown(text)).toThrow(MalformedError);
});

test('[R30] depth is counted without recursion past it, and bytes that are not UTF-8 are refused', () => {
  const deep = (levels: number): Buffer =>
    Buffer.from(`{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`);
  expect(scanJsonObject(deep(8), 8)).toHaveLength(1);
  expect(() => scanJsonObject(deep(9), 8)).toThrow(MalformedError);
  expect(() => scanJsonObject(deep(4_000), 8)).toThrow(MalformedError);
  expect(() => presenceMembers(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d), 8)).toThrow(
    MalformedError,
  );
});
