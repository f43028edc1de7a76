const PROTOCOL_3 = 196_608;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const LONGEST_STARTUP = 10_000;

const SIMPLE_QUERY = 0x51;
const SYNC = 0x53;
const FLUSH = 0x48;
const TERMINATE = 0x58;

export type Batch =
  | { kind: 'startup'; bytes: Uint8Array }
  /** Messages that belong together: a simple query, or everything up to a Sync or a Flush. */
  | { kind: 'query'; bytes: Uint8Array }
  /** A request for encryption, to be answered with "no". */
  | { kind: 'encryption' }
  /** The client is done, asks to cancel (which the embedded database cannot), or does not speak the protocol. */
  | { kind: 'end' };

export type BatchReader = {
  /** The batches that `chunk` completes, in order; nothing follows an `end`. */
  push(chunk: Uint8Array): Batch[];
};

/**
 * Cuts what a Postgres client sends into batches. A batch must run without another client's messages between
 * its own: the embedded database has one session, so one client's unnamed statement would replace another's.
 */
export function createBatchReader(): BatchReader {
  let buffered: Buffer = Buffer.alloc(0);
  /** Bytes of complete messages at the start of `buffered` that still wait for their Sync. */
  let complete = 0;
  let started = false;

  function take(length: number): Uint8Array {
    const bytes = Uint8Array.from(buffered.subarray(0, length));
    buffered = buffered.subarray(length);
    return bytes;
  }

  function nextStartup(): Batch | null {
    if (buffered.length < 8) return null;
    const length = buffered.readInt32BE(0);
    if (length < 8 || length > LONGEST_STARTUP) return { kind: 'end' };
    if (buffered.length < length) return null;
    const code = buffered.readInt32BE(4);
    const bytes = take(length);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'encryption' };
    if (code !== PROTOCOL_3) return { kind: 'end' };
    started = true;
    return { kind: 'startup', bytes };
  }

  function nextQuery(): Batch | null {
    while (buffered.length >= complete + 5) {
      const type = buffered[complete];
      const length = buffered.readInt32BE(complete + 1);
      if (length < 4) return { kind: 'end' };
      if (buffered.length < complete + 1 + length) return null;
      if (type === TERMINATE) return { kind: 'end' };
      complete += 1 + length;
      if (type === SIMPLE_QUERY || type === SYNC || type === FLUSH) {
        const bytes = take(complete);
        complete = 0;
        return { kind: 'query', bytes };
      }
    }
    return null;
  }

  return {
    push(chunk) {
      buffered = buffered.length === 0 ? Buffer.from(chunk) : Buffer.concat([buffered, chunk]);
      const batches: Batch[] = [];
      for (;;) {
        const batch = started ? nextQuery() : nextStartup();
        if (batch === null) return batches;
        batches.push(batch);
        if (batch.kind === 'end') return batches;
      }
    },
  };
}
