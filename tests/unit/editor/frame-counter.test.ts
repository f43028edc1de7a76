import * as encoding from 'lib0/encoding';
import { describe, expect, it, vi } from 'vitest';
import { createFrameCounter } from '#components/editor/collab/frame-counter.ts';

const wire: Uint8Array[] = [];
class FakeSocket {
  send(data: Uint8Array): void {
    wire.push(data);
  }
}

function frame(...numbers: number[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return Uint8Array.from(encoding.toUint8Array(encoder));
}
const question = frame(0, 0, 0);
const answer = frame(0, 1, 0);
const update = frame(0, 2, 0);
const presence = frame(1, 0);

function counting() {
  wire.length = 0;
  const changed = vi.fn<() => void>();
  const counter = createFrameCounter(changed, FakeSocket as unknown as typeof WebSocket);
  return { counter, changed, open: () => new counter.Socket('ws://localhost') };
}

describe('the frame counter', () => {
  it('counts answers and updates, and nothing else', () => {
    const { counter, changed, open } = counting();
    const socket = open();
    for (const data of [question, presence, answer, update, presence, update]) socket.send(data);
    expect(counter.sent).toBe(3);
    expect(changed).toHaveBeenCalledTimes(3);
    expect(wire).toHaveLength(6);
  });

  it('holds updates back until the server’s question is answered, because the answer has them all', () => {
    const { counter, open } = counting();
    const socket = open();
    for (const data of [question, update, update]) socket.send(data);
    expect(wire).toEqual([question]);
    expect(counter).toMatchObject({ sent: 0, answered: false });
    for (const data of [answer, update]) socket.send(data);
    expect(wire).toEqual([question, answer, update]);
    expect(counter).toMatchObject({ sent: 2, answered: true });
  });

  it('begins again with every socket, and an old one no longer counts', () => {
    const { counter, open } = counting();
    const old = open();
    old.send(answer);
    const socket = open();
    expect(counter).toMatchObject({ sent: 0, answered: false });
    old.send(update);
    socket.send(answer);
    expect(counter.sent).toBe(1);
  });
});
