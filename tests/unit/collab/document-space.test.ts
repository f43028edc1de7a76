import { expect, it } from 'vitest';
import { DocumentSpace } from '#server/collab/document-space.ts';
import { ManualClock } from '#tests/protocol/support/manual-clock.ts';

const mostBytes = 800;

/** A document of `size` bytes that takes `encoded` once it is encoded anew. */
function spaceIn({ size, encoded, frees = 0 }: { size: number; encoded: number; frees?: number }) {
  const document = {
    size,
    measured: 0,
    measure() {
      document.measured += 1;
      document.size = encoded;
    },
    frees: () => frees,
  };
  const clock = new ManualClock();
  return { document, clock, space: new DocumentSpace({ document, clock, mostBytes }) };
}

it('[R41] does not encode a document anew as long as an update fits', () => {
  const { document, space } = spaceIn({ size: 700, encoded: 700 });
  expect(space.holds(new Uint8Array(100))).toBe(true);
  expect(document.measured).toBe(0);
});

it('[R41] looks whether a document that seems full is, and not again at every frame', async () => {
  const { clock, document, space } = spaceIn({ size: 800, encoded: 790 });
  expect(space.holds(new Uint8Array(10))).toBe(true);
  expect(space.holds(new Uint8Array(11))).toBe(false);
  expect(document.measured).toBe(1);
  await clock.advance(5_000);
  expect(space.holds(new Uint8Array(11))).toBe(false);
  expect(document.measured).toBe(2);
});

it('[R41] takes what deletes at least as much as it brings into a full document', () => {
  const { space } = spaceIn({ size: 800, encoded: 800, frees: 20 });
  expect(space.holds(new Uint8Array(20))).toBe(true);
  expect(space.holds(new Uint8Array(21))).toBe(false);
});
