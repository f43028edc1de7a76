import * as encoding from 'lib0/encoding';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createFrameCounter } from '#components/editor/collab/frame-counter.ts';

const wire: Uint8Array[] = [];
class FakeSocket {
  static readonly OPEN = 1;
  readyState = FakeSocket.OPEN;
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

/** An answer that brings a text of so many bytes. */
function large(bytes: number): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'x'.repeat(bytes));
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc));
  return Uint8Array.from(encoding.toUint8Array(encoder));
}

afterEach(() => {
  vi.useRealTimers();
});

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

  it('[A19] sends a large answer in pieces, the last of them as the answer', () => {
    const { counter, open } = counting();
    open().send(large(1_000_000));
    expect(wire.length).toBeGreaterThan(3);
    expect(wire.map((data) => data[1])).toEqual([...wire.slice(1).map(() => 2), 1]);
    for (const data of wire) expect(data.length).toBeLessThan(300_000);
    expect(counter).toMatchObject({ sent: wire.length, answered: true });
  });

  it('[A19] sends no faster than the server takes it, and in order', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { counter, open } = counting();
    const socket = open();
    socket.send(large(8_000_000));
    socket.send(update);
    const bytes = (): number => wire.reduce((sum, data) => sum + data.length, 0);
    expect(bytes()).toBeLessThan(4.5 * 1024 * 1024);
    vi.advanceTimersByTime(1000);
    expect(bytes()).toBeLessThan(5.5 * 1024 * 1024);
    expect(wire.at(-1)).not.toEqual(update);
    vi.advanceTimersByTime(10_000);
    expect(bytes()).toBeGreaterThan(8_000_000);
    expect(wire.at(-1)).toEqual(update);
    expect(counter.sent).toBe(wire.length);
  });

  it('[A2] says since when the server owes its word, which grows younger with each frame it saves', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { counter, open } = counting();
    const socket = open();
    expect(counter.oldestUnsaved(0)).toBeNull();
    const times: number[] = [];
    for (const data of [answer, update, update]) {
      times.push(performance.now());
      socket.send(data);
      vi.advanceTimersByTime(100);
    }
    expect([0, 1, 2, 3].map((saved) => counter.oldestUnsaved(saved))).toEqual([...times, null]);
  });
});
