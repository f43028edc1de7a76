import { expect, it, vi } from 'vitest';
import { LogBook } from '#server/collab/log-book.ts';

const lentMs = 2_000;
const bytes = Uint8Array.of(0, 0);
const from = (seq: number) => ({ processId: 'other', seq });

function book(): LogBook {
  return new LogBook('call-1', {
    cut: vi.fn<() => void>(),
    committed: vi.fn<() => void>(),
    stored: vi.fn<() => void>(),
    storage: vi.fn<() => void>(),
    gone: vi.fn<() => void>(),
  });
}

it('[R46] does not write what another process reports in time, however long people type there without a pause', () => {
  const lent = book();
  for (let seq = 1; seq <= 100; seq += 1) {
    const now = seq * 100;
    lent.lend(bytes, 'Asel', from(seq), now);
    // The other is always one message behind, so something is pending all the time.
    lent.returned(from(seq - 1));
    expect(lent.settled).toBe(false);
    expect(lent.dueIn(now, lentMs)).toBe(lentMs);
  }
});

it('[R46] writes what is not reported when its own time has passed, and at once what is in a hurry', () => {
  const lent = book();
  lent.lend(bytes, 'Asel', from(1), 0);
  lent.lend(bytes, 'Asel', from(2), 1_500);
  expect(lent.dueIn(1_500, lentMs)).toBe(500);
  lent.returned(from(1));
  expect(lent.dueIn(1_500, lentMs)).toBe(2_000);
  lent.hurry();
  expect(lent.dueIn(1_500, lentMs)).toBe(0);
});
