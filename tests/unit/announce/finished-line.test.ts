import { describe, expect, it, test } from 'vitest';
import { changedALot } from '#lib/announce/changed-a-lot.ts';
import { finishedLinesMessage, finishedLineWords } from '#lib/announce/finished-line.ts';

describe('a finished line in words', () => {
  test.each([
    [{ tag: null, speaker: 'Oskar', text: 'we ship it' }, 'Oskar: we ship it'],
    [{ tag: 'action', speaker: 'Oskar', text: 'I will look' }, 'Action, Oskar: I will look'],
    [{ tag: 'decision', speaker: null, text: 'we ship it' }, 'Decision: we ship it'],
    [{ tag: null, speaker: null, text: '  two   words ' }, 'two words'],
  ] as const)('%o is said as %s', (line, words) => {
    expect(finishedLineWords(line)).toBe(words);
  });

  it('is cut at a word after about 200 characters', () => {
    const words = finishedLineWords({ tag: null, speaker: null, text: 'harbour '.repeat(60) });
    expect(words).toMatch(/ harbour…$/u);
    expect(words.length).toBeLessThanOrEqual(201);
    expect(words.length).toBeGreaterThan(190);
  });

  it('is whole at 200 characters, and cut inside a word only where there is no other', () => {
    expect(finishedLineWords({ tag: null, speaker: null, text: 'x'.repeat(200) })).toBe('x'.repeat(200));
    expect(finishedLineWords({ tag: null, speaker: null, text: 'x'.repeat(201) })).toBe(
      `${'x'.repeat(200)}…`,
    );
    const faces = finishedLineWords({ tag: null, speaker: null, text: `x${'🙂'.repeat(120)}` });
    expect(() => encodeURIComponent(faces)).not.toThrow();
  });
});

test('one message has five lines and counts the rest', () => {
  const lines = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `line ${String(index)}`);
  expect(finishedLinesMessage(lines(5))).toEqual(lines(5));
  expect(finishedLinesMessage(lines(6))).toEqual([...lines(5), 'and 1 more line']);
  expect(finishedLinesMessage(lines(8))).toEqual([...lines(5), 'and 3 more lines']);
});

test.each([
  ['we ship it', 'we ship it', false],
  ['we ship it', 'we ship it on Monday', false],
  ['teh build is red', 'the build is red', false],
  ['no', 'nobody has looked at it yet', true],
  ['we ship it', 'the tests fail', true],
])('%j to %j is much: %j', (before, after, much) => {
  expect(changedALot(before, after)).toBe(much);
});
