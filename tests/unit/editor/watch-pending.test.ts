import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { watchPending } from '#components/editor/collab/watch-pending.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two updates of one text, the second of which builds on the first. */
function twoUpdates(): [Uint8Array, Uint8Array] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  doc.getText('t').insert(0, 'one ');
  doc.getText('t').insert(4, 'two');
  const [first = new Uint8Array(), second = new Uint8Array()] = updates;
  return [first, second];
}

it('asks again when an update waits for five seconds for one that did not come, and stops when it came', () => {
  const [first, second] = twoUpdates();
  const doc = new Y.Doc();
  const ask = vi.fn<() => void>();
  watchPending(doc, ask);
  Y.applyUpdate(doc, second);
  vi.advanceTimersByTime(4900);
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5200);
  expect(ask).toHaveBeenCalledTimes(2);
  Y.applyUpdate(doc, first);
  expect(doc.getText('t').toJSON()).toBe('one two');
  vi.advanceTimersByTime(20_000);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('never asks while everything comes in order, nor after its end', () => {
  const [first, second] = twoUpdates();
  const ask = vi.fn<() => void>();
  const [calm, ended] = [new Y.Doc(), new Y.Doc()];
  watchPending(calm, ask);
  for (const update of [first, second]) Y.applyUpdate(calm, update);
  const end = watchPending(ended, ask);
  Y.applyUpdate(ended, second);
  end();
  vi.advanceTimersByTime(20_000);
  expect(ask).not.toHaveBeenCalled();
});
