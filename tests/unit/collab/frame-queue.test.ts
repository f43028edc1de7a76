import { expect, it } from 'vitest';
import { FrameQueue } from '#server/collab/frame-queue.ts';
import { LargeFrames } from '#server/collab/large-frames.ts';

const key = (n: number): Uint8Array => Uint8Array.of(0, 2, n);
const asksForAll = Uint8Array.of(0, 0, 1, 0);
const asksForPart = Uint8Array.of(0, 0, 3, 1, 7, 1);

/** A queue, whether its source is read, and what it gave out whenever it was ready. */
function openQueue() {
  const given: Uint8Array[] = [];
  const source = {
    read: true,
    pause() {
      source.read = false;
    },
    resume() {
      source.read = true;
    },
  };
  const queue: FrameQueue = new FrameQueue({
    source,
    largeFrames: new LargeFrames(),
    largeFrameBytes: 100,
    ready: () => {
      drain();
    },
  });
  const drain = (open = true): void => {
    for (let frame = queue.next(open); frame !== null; frame = queue.next(open)) given.push(frame);
  };
  return { given, source, queue, drain };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('[R8] gives out frames in order, none before it was released as often as it was held, and reads none meanwhile', () => {
  const { given, queue, source } = openQueue();
  queue.push(key(1));
  queue.push(key(2));
  queue.hold();
  queue.release();
  expect([given, source.read]).toEqual([[], false]);
  queue.release();
  expect([given, source.read]).toEqual([[key(1), key(2)], true]);
});

it('[R40] a large frame and a question of who has a part wait for their turn, and what is behind them waits too', async () => {
  for (const large of [new Uint8Array(101), asksForPart]) {
    const { drain, given, queue, source } = openQueue();
    queue.release();
    queue.push(large);
    queue.push(key(1));
    drain();
    expect([given, source.read]).toEqual([[], false]);
    await turn();
    expect([given, source.read]).toEqual([[large, key(1)], true]);
  }
});

it('[R36] until the document was found whole, only who has nothing is answered', () => {
  const { drain, given, queue } = openQueue();
  queue.release();
  queue.push(asksForAll);
  queue.push(key(1));
  drain(false);
  expect(given).toEqual([asksForAll]);
  drain();
  expect(given).toEqual([asksForAll, key(1)]);
});

it('gives out nothing of what was cleared, even when a turn comes for it', async () => {
  const { drain, given, queue } = openQueue();
  queue.release();
  queue.push(new Uint8Array(101));
  drain();
  queue.clear();
  await turn();
  expect(given).toEqual([]);
});
