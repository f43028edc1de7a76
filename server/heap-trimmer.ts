import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Gives back what a thread's heap no longer holds. V8 looks for garbage when more is allocated, so what a busy hour left
 * behind would stay resident for as long as the thread then has little to do.
 */
export class HeapTrimmer {
  private readonly grownBytes: number;
  /** The least in use that was seen since the last trim. */
  private leastBytes: number;
  private collect: (() => void) | null = null;
  /** How often the heap was trimmed. */
  trims = 0;

  /** `grownBytes`: by how much the heap must have grown for a trim to be worth its time. */
  constructor(grownBytes: number) {
    this.grownBytes = grownBytes;
    this.leastBytes = usedBytes();
  }

  /** Trims when the heap has grown enough; whether it did. */
  trimIfGrown(): boolean {
    const used = usedBytes();
    this.leastBytes = Math.min(this.leastBytes, used);
    const grown = used >= this.leastBytes + this.grownBytes;
    if (grown) this.trim();
    return grown;
  }

  /** Stops the thread for a full collection: about a millisecond for each megabyte in use. */
  trim(): void {
    this.collect ??= collector();
    this.collect();
    this.trims += 1;
    this.leastBytes = usedBytes();
  }
}

/** What lived for a while: the youngest are looked through all the time anyway. */
function usedBytes(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => !name.startsWith('new_'))
    .reduce((sum, { space_used_size: used }) => sum + used, 0);
}

/** V8's own function, which a program is given only where the flag was set before the context began. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return collect;
}
