/** Bytes from a socket that do not follow the grammar in README.md. */
export class MalformedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedError';
  }
}

/**
 * Reads a frame without believing it: no length is taken that the bytes left do not hold, and nothing is
 * allocated before that is known.
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.position;
  }

  byte(): number {
    const value = this.bytes[this.position];
    if (value === undefined) throw new MalformedError('the frame ends too early');
    this.position += 1;
    return value;
  }

  /** A `varUint` in its one canonical form, at most 2^53 - 1. */
  varUint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw new MalformedError('a number is too large');
      if (byte < 0x80) {
        if (byte === 0 && factor > 1) throw new MalformedError('a number is longer than it needs to be');
        return value;
      }
      factor *= 128;
      if (factor > Number.MAX_SAFE_INTEGER) throw new MalformedError('a number is too long');
    }
  }

  /** A count of things of which each takes at least `bytesEach`. */
  count(bytesEach: number): number {
    const count = this.varUint();
    if (count * bytesEach > this.left) throw new MalformedError('a count is larger than what follows');
    return count;
  }

  skip(length: number): void {
    if (length > this.left) throw new MalformedError('a length is larger than what follows');
    this.position += length;
  }

  /** `varByteArray`: a view, not a copy. */
  varBytes(): Uint8Array {
    const length = this.varUint();
    const start = this.position;
    this.skip(length);
    return this.bytes.subarray(start, start + length);
  }

  /** A `varString`, decoded. */
  varString(): string {
    return decode(this.varBytes());
  }

  /** A `varString`, not kept: its length in UTF-16 units, which is what Yjs counts. */
  varTextLength(): number {
    const text = this.varBytes();
    let length = 0;
    for (const byte of text) {
      if (byte >= 0x80) return decode(text).length;
      length += 1;
    }
    return length;
  }

  /** A `varInt` as values have it: 32 bits and a sign, in its one canonical form. */
  varInt(): void {
    let byte = this.byte();
    if (byte < 0x80) return;
    for (let more = 1; more <= 4; more += 1) {
      byte = this.byte();
      if (byte >= 0x80) continue;
      if (byte === 0) throw new MalformedError('a number is longer than it needs to be');
      return;
    }
    throw new MalformedError('a number is too long');
  }

  end(): void {
    if (this.left > 0) throw new MalformedError('something follows the end');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedError('a text is not UTF-8');
  }
}
