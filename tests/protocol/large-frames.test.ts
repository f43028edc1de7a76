import { expect, test } from 'vitest';
import { LargeFrames } from '#server/collab/large-frames.ts';

test('[A32][R40] one large frame has its turn each time round the loop, in the order they came', async () => {
  const frames = new LargeFrames();
  const seen: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    frames.take(() => {
      seen.push(name);
      if (name === 'one') frames.take(() => seen.push('behind all'));
    });
  }
  expect(seen).toEqual([]);
  for (const expected of [
    ['one'],
    ['one', 'two'],
    ['one', 'two', 'three'],
    ['one', 'two', 'three', 'behind all'],
  ]) {
    await new Promise(setImmediate);
    expect(seen).toEqual(expected);
  }
});
