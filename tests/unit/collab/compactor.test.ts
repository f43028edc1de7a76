import { expect, it } from 'vitest';
import { CollabFigures } from '#server/collab/collab-figures.ts';
import { Compactor, type Captured } from '#server/collab/compactor.ts';
import { defaultLimits } from '#server/collab/limits.ts';
import { MemoryLog } from '#tests/protocol/support/memory-log.ts';

const limits = { ...defaultLimits, tailRows: 10, tailRowsAtUnload: 5 };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function compactor(capture: () => Promise<Captured | null>): { log: MemoryLog; compactor: Compactor } {
  const log = new MemoryLog();
  const options = { callId: 'call-1', logger: silent, limits, figures: new CollabFigures(), log, capture };
  return { log, compactor: new Compactor({ ...options, tailRows: 12, tailBytes: 0 }) };
}

it('[R23] merges once when a room rests and is unloaded at the same time', async () => {
  const made = compactor(() => Promise.resolve({ state: Uint8Array.of(0, 0), position: 12n }));
  await Promise.all([made.compactor.atUnload(), made.compactor.atUnload()]);
  expect(made.log.asked.compact).toBe(1);
});

it('[R23] looks again only when the tail has grown, after a part of it waited for what had not come', async () => {
  let captures = 0;
  const { compactor: waiting } = compactor(() => {
    captures += 1;
    return Promise.resolve(null);
  });
  for (let row = 0; row < 9; row += 1) {
    waiting.maybe();
    await waiting.atUnload();
    waiting.grew(1, 10);
  }
  const before = captures;
  waiting.maybe();
  expect(captures - before).toBe(0);
});
