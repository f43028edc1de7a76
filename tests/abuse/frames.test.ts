import { expect } from 'vitest';
import * as Y from 'yjs';
import { Random } from '#tests/chaos/random.ts';
import { command, edit, presence, syncStep1, syncStep2, update } from '#tests/protocol/support/raw-client.ts';
import { addLine } from '#tests/protocol/support/typing.ts';
import { attack, conversation, pause, roomPath, upgradeRequest, type Attacked } from './support/attack.ts';

/** Mutated frames a seed; the acceptance list asks for a million in all. */
const mutatedFrames = Number(process.env['ABUSE_FRAMES'] ?? 12_000) / 3;
/** What follows the first bad frame of a socket is not read any more. */
const framesPerSocket = 5;
const socketsAtOnce = 8;

async function models(at: Attacked): Promise<Uint8Array[]> {
  const client = await at.synced('mallory');
  const change = edit(client, (doc) => {
    addLine(doc, 'fuzz', `line-${String(Math.random())}`);
  });
  return [
    syncStep1(),
    syncStep1(Y.encodeStateVector(client.doc)),
    syncStep2(change),
    update(change),
    update(Y.encodeStateAsUpdate(client.doc).slice(0, 4_096)),
    presence(8_000_000, 1, { cursor: { anchor: 1, head: 2 } }),
    command('{"kind":"askCover"}'),
    Uint8Array.of(3),
  ];
}

function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  const result = [...bytes];
  for (let change = random.below(4); change >= 0; change -= 1) {
    const where = random.below(result.length + 1);
    const kind = random.below(4);
    if (kind === 0) result[where % Math.max(1, result.length)] = random.below(256);
    else if (kind === 1) result.splice(where, random.below(8));
    else if (kind === 2)
      result.splice(where, 0, ...Array.from({ length: random.below(6) }, () => random.below(256)));
    else result.splice(where, 0, 0xff, 0xff, 0xff, 0xff, 0x0f);
  }
  return Uint8Array.from(result);
}

for (const seed of [1, 2, Math.floor(Math.random() * 1_000_000)]) {
  attack(
    `[A26] mutation-fuzz: mutated frames harm nobody (seed ${String(seed)})`,
    async (at) => {
      const random = new Random(seed);
      const frames = await models(at);
      const codes = new Map<unknown, number>();
      const one = async (): Promise<void> => {
        const client = at.socket('mallory');
        await client.opened;
        for (let count = 0; count < framesPerSocket; count += 1)
          client.send(mutated(random, random.pick(frames)));
        const end = await Promise.race([client.closed, pause(1_000)]);
        client.ws.terminate();
        const code = end === undefined ? 'open' : 'code' in end ? end.code : end.status;
        codes.set(code, (codes.get(code) ?? 0) + 1);
      };
      for (let sent = 0; sent < mutatedFrames; sent += framesPerSocket * socketsAtOnce) {
        await Promise.all(Array.from({ length: socketsAtOnce }, one));
      }
      process.stdout.write(
        `${String(mutatedFrames)} frames, sockets by how they ended: ${JSON.stringify([...codes])}\n`,
      );
      for (const code of codes.keys()) expect(['open', 4400, 4429, 4503]).toContain(code);
    },
    60_000 + mutatedFrames * 20,
  );
}

attack(
  '[A27] struct-count: 20 frames of 14 bytes that promise a billion structs end their sockets',
  async (at) => {
    for (let round = 0; round < 20; round += 1) {
      const who = round % 2 === 0 ? 'mallory' : 'robin';
      const client = await at.synced(who);
      client.send(Uint8Array.of(0, 2, 11, 1, 0xff, 0xff, 0xff, 0xff, 0x03, 1, 0, 0, 0, 0));
      expect(await client.closed).toMatchObject({ code: who === 'mallory' ? 4400 : 4403 });
    }
  },
);

const malformed: Record<string, number[]> = {
  'an unknown type': [9, 0],
  'a type only servers send': [100, 1],
  'an unknown kind of sync': [0, 7, 0],
  'bytes behind the end': [0, 0, 1, 0, 0],
  'a type in two bytes': [0x80, 0, 0, 1, 0],
  'nothing at all': [],
  'a number without an end': [0, 2, ...Array.from({ length: 40 }, () => 0xff)],
  'a state vector that counts too far': [0, 0, 3, 0xff, 0xff, 0x03],
  'a command that is no JSON': [104, 3, 123, 123, 123],
  'a presence that counts too far': [1, 3, 0xff, 0xff, 0x03],
  'deletes that count too far': [0, 2, 5, 0, 0xff, 0xff, 0xff, 0x03],
};

attack('[A27][A28] malformed: each ends its own socket with 4400 and nothing else', async (at) => {
  const witness = await at.synced('bruno');
  for (const [name, bytes] of Object.entries(malformed)) {
    const client = await at.synced('mallory');
    client.send(Uint8Array.from(bytes));
    expect(await client.closed, `of ${name}`).toMatchObject({ code: 4400 });
  }
  expect(witness.ws.readyState).toBe(witness.ws.OPEN);
});

attack('[A28] text-frames: a text frame ends its socket with 1003', async (at) => {
  for (const text of ['1e10', '{}', 'x'.repeat(100_000)]) {
    const client = await at.synced('mallory');
    client.send(text);
    expect(await client.closed).toMatchObject({ code: 1003 });
  }
});

attack('[A28] truncated: every beginning of a frame ends its socket or changes nothing', async (at) => {
  const frames = await models(at);
  const frame = frames[3] ?? Uint8Array.of();
  for (let length = 0; length < frame.length; length += Math.max(1, Math.floor(frame.length / 20))) {
    const client = await at.synced('mallory');
    client.send(frame.slice(0, length));
    expect(await client.closed).toMatchObject({ code: 4400 });
  }
});

const rawFrames: Record<string, number[]> = {
  'a reserved bit': [0xf2, 0x80, 0, 0, 0, 0],
  'a reserved opcode': [0x83, 0x80, 0, 0, 0, 0],
  'no mask': [0x82, 0x02, 3, 3],
  'a ping of 126 bytes': [0x89, 0xfe, 0, 126, 0, 0, 0, 0],
  'a ping in pieces': [0x09, 0x80, 0, 0, 0, 0],
  'a continuation of nothing': [0x80, 0x80, 0, 0, 0, 0],
  'a terabyte to come': [0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  'a length with its highest bit': [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  'a close of one byte': [0x88, 0x81, 0, 0, 0, 0, 3],
  'a close with a code that nobody may send': [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed],
  'text that is not UTF-8': [0x81, 0x81, 0, 0, 0, 0, 0xff],
};

attack(
  '[A29] raw-frames: what breaks RFC 6455 ends its socket alone',
  async (at) => {
    const cookie = at.stage.cookies.mallory;
    for (const [name, bytes] of Object.entries(rawFrames)) {
      const socket = await at.bare();
      const hello = upgradeRequest(at.stage, roomPath(at.stage), { Cookie: cookie });
      const heard = await conversation(socket, Buffer.concat([Buffer.from(hello), Buffer.from(bytes)]));
      expect(heard, `of ${name}`).toContain('101 Switching Protocols');
      expect(heard, `of ${name}`).not.toContain('STILL OPEN');
    }
  },
  120_000,
);

attack(
  '[A30] giant: a message over the limit is refused by its declared length, and one in pieces by their sum',
  async (at) => {
    const client = await at.synced('mallory');
    client.send(new Uint8Array(3 * 1024 * 1024));
    expect(await client.closed).toMatchObject({ code: 1009 });
    const pieces = await at.synced('mallory');
    for (let piece = 0; piece < 5; piece += 1) pieces.ws.send(new Uint8Array(512 * 1024), { fin: false });
    expect(await pieces.closed).toMatchObject({ code: 1009 });
    const tiny = await at.synced('mallory');
    for (let piece = 0; piece < 60_000; piece += 1) tiny.ws.send(Uint8Array.of(0), { fin: false });
    const end = await Promise.race([tiny.closed, pause(10_000)]);
    expect(end).toMatchObject({ code: expect.any(Number) as number });
  },
);

attack(
  '[A30] deflate-bomb: compression is not agreed, and a compressed frame ends its socket',
  async (at) => {
    const socket = await at.bare();
    const hello = upgradeRequest(at.stage, roomPath(at.stage), {
      Cookie: at.stage.cookies.mallory,
      'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
    });
    const compressed = Buffer.from([0xc2, 0x84, 0, 0, 0, 0, 0x4b, 0x4c, 0x04, 0x00]);
    const heard = await conversation(socket, Buffer.concat([Buffer.from(hello), compressed]));
    expect(heard).toContain('101 Switching Protocols');
    expect(heard.toLowerCase()).not.toContain('sec-websocket-extensions');
    expect(heard).not.toContain('STILL OPEN');
  },
);
