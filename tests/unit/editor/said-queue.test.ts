import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BETWEEN_SAID_MS, SaidQueue, type Said } from '#components/editor/announce/said-queue.ts';

let shown: Said[];
let queue: SaidQueue;
const word = (text: string): Said => ({ kind: 'word', text });

beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  queue = new SaidQueue((said) => void shown.push(said));
});
afterEach(() => {
  queue.destroy();
  vi.useRealTimers();
});

test('what is said in the same moment comes one after the other, none over another', () => {
  queue.say(word('Gap'));
  queue.say({ kind: 'lines', lines: ['Otto: nearly'] });
  queue.say(word('Milo:'));
  expect(shown).toEqual([word('Gap')]);
  vi.advanceTimersByTime(BETWEEN_SAID_MS);
  expect(shown).toHaveLength(2);
  vi.advanceTimersByTime(BETWEEN_SAID_MS);
  expect(shown).toEqual([word('Gap'), { kind: 'lines', lines: ['Otto: nearly'] }, word('Milo:')]);
});

test('a word alone is said at once', () => {
  queue.say(word('one'));
  vi.advanceTimersByTime(BETWEEN_SAID_MS);
  queue.say(word('two'));
  expect(shown).toEqual([word('one'), word('two')]);
});

test('of a flood of words the oldest are left out, and no finished line', () => {
  queue.say({ kind: 'lines', lines: ['first'] });
  queue.say({ kind: 'lines', lines: ['second'] });
  for (let index = 0; index < 20; index += 1) queue.say(word(String(index)));
  vi.advanceTimersByTime(60_000);
  expect(shown.filter(({ kind }) => kind === 'lines')).toHaveLength(2);
  expect(shown.at(-1)).toEqual(word('19'));
  expect(shown.length).toBeLessThan(12);
});
