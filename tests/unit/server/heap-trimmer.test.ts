import { setImmediate as immediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import { HeapTrimmer } from '#server/heap-trimmer.ts';
import { trimWhenQuiet } from '#server/trim-when-quiet.ts';

const MB = 1024 * 1024;

/** Takes about 32 MB of heap for as long as what it returns is held. */
function fill(): object[] {
  return Array.from({ length: 400_000 }, (_, index) => ({ index, more: [index, index, index] }));
}

describe('a heap trimmer', () => {
  it('gives back what is no longer held, and only once the heap has grown enough', async () => {
    const trimmer = new HeapTrimmer(16 * MB);
    expect(trimmer.trimIfGrown()).toBe(false);
    let held: object[] | null = fill();
    const gone = new WeakRef(held);
    expect(trimmer.trimIfGrown()).toBe(true);
    expect(trimmer.trimIfGrown()).toBe(false);
    const full = process.memoryUsage().heapUsed;
    held = null;
    // What a weak reference was made of is held until the turn of the loop ends.
    await immediate();
    trimmer.trim();
    expect(process.memoryUsage().heapUsed).toBeLessThan(full - 16 * MB);
    expect(gone.deref()).toBeUndefined();
    expect(trimmer.trims).toBe(2);
  });

  it('leaves no way to collect to the programs of the process', () => {
    new HeapTrimmer(MB).trim();
    expect(globalThis).not.toHaveProperty('gc');
  });
});

describe('a server that trims when it is quiet', () => {
  let work: { commits: number; documents: number };
  let end: () => void;
  let trim: MockInstance<HeapTrimmer['trim']>;
  beforeEach(() => {
    vi.useFakeTimers();
    trim = vi.spyOn(HeapTrimmer.prototype, 'trim').mockReturnValue();
    vi.spyOn(HeapTrimmer.prototype, 'trimIfGrown').mockReturnValue(false);
    work = { commits: 7, documents: 0 };
    end = trimWhenQuiet(() => ({ ...work }));
  });
  afterEach(() => {
    end();
    vi.useRealTimers();
  });

  const pass = (seconds: number): void => void vi.advanceTimersByTime(seconds * 1_000);

  it('does so once for the documents that were given back', () => {
    work.documents = 120;
    pass(5);
    work.documents = 40;
    pass(5);
    expect(trim).toHaveBeenCalledTimes(1);
    pass(60);
    expect(trim).toHaveBeenCalledTimes(1);
  });

  it('does nothing for a few documents, nor while anybody writes', () => {
    work.documents = 120;
    pass(5);
    work = { commits: 8, documents: 0 };
    pass(5);
    expect(trim).not.toHaveBeenCalled();
    pass(5);
    expect(trim).toHaveBeenCalledTimes(1);
    work.documents = 30;
    pass(5);
    work.documents = 0;
    pass(5);
    expect(trim).toHaveBeenCalledTimes(1);
  });

  it('looks whether the heap has grown only while nobody writes', () => {
    for (let second = 0; second < 30; second += 5) {
      work.commits += 1;
      pass(5);
    }
    expect(HeapTrimmer.prototype.trimIfGrown).not.toHaveBeenCalled();
    pass(5);
    expect(HeapTrimmer.prototype.trimIfGrown).toHaveBeenCalledTimes(1);
  });
});
