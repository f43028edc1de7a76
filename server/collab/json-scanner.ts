import { MalformedError } from './byte-reader.ts';

/** A member of an object: its name, and where it stands, from the quote of its name to the end of its value. */
export type JsonMember = { name: string; from: number; to: number };

const quote = 0x22;
const backslash = 0x5c;
const escapes = new Set(Buffer.from('"\\/bfnrt'));
const literals = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/**
 * The members of a JSON object, found without building it; null when the text is `null`. What passes is JSON to the
 * letter, so that every browser can read it. The bytes are known to be UTF-8.
 * @throws MalformedError when it is neither, or nested deeper than `maxDepth`; the object itself is the first level.
 */
export function scanJsonObject(bytes: Uint8Array, maxDepth: number): JsonMember[] | null {
  return new JsonScanner(bytes, maxDepth).scan();
}

class JsonScanner {
  private readonly bytes: Uint8Array;
  private readonly maxDepth: number;
  private at = 0;

  constructor(bytes: Uint8Array, maxDepth: number) {
    this.bytes = bytes;
    this.maxDepth = maxDepth;
  }

  scan(): JsonMember[] | null {
    this.space();
    let members: JsonMember[] | null = null;
    if (this.bytes[this.at] === 0x7b) members = this.object([], 1);
    else if (this.bytes[this.at] === 0x6e) this.literal();
    else throw new MalformedError('a presence is no object');
    this.space();
    if (this.at < this.bytes.length) throw notJson();
    return members;
  }

  /** An object; what its members are is noted in `members` where that is asked for. */
  private object(members: JsonMember[] | null, depth: number): JsonMember[] | null {
    this.enter(depth);
    if (this.closes(0x7d)) return members;
    do {
      this.space();
      const from = this.at;
      const name = this.string(members !== null);
      this.space();
      this.take(0x3a);
      this.value(depth);
      members?.push({ name, from, to: this.at });
    } while (this.follows(0x7d));
    return members;
  }

  private array(depth: number): void {
    this.enter(depth);
    if (this.closes(0x5d)) return;
    do {
      this.value(depth);
    } while (this.follows(0x5d));
  }

  private value(depth: number): void {
    this.space();
    const byte = this.bytes[this.at];
    if (byte === quote) this.string(false);
    else if (byte === 0x7b) this.object(null, depth + 1);
    else if (byte === 0x5b) this.array(depth + 1);
    else if (byte === 0x2d || isDigit(byte)) this.number();
    else this.literal();
  }

  private enter(depth: number): void {
    if (depth > this.maxDepth) throw new MalformedError('a presence is nested too deeply');
    this.at += 1;
  }

  private closes(end: number): boolean {
    this.space();
    if (this.bytes[this.at] !== end) return false;
    this.at += 1;
    return true;
  }

  /** Whether a comma comes, and not the end. */
  private follows(end: number): boolean {
    this.space();
    const byte = this.bytes[this.at];
    if (byte !== 0x2c && byte !== end) throw notJson();
    this.at += 1;
    return byte === 0x2c;
  }

  /** Passes a string; gives what it says where that is asked for. */
  private string(read: boolean): string {
    const from = this.at;
    this.take(quote);
    let escaped = false;
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined || byte < 0x20) throw notJson();
      this.at += 1;
      if (byte === quote) break;
      if (byte !== backslash) continue;
      escaped = true;
      this.escape();
    }
    if (!read) return '';
    const { buffer, byteOffset } = this.bytes;
    const text = Buffer.from(buffer, byteOffset + from, this.at - from).toString();
    return escaped ? (JSON.parse(text) as string) : text.slice(1, -1);
  }

  private escape(): void {
    const byte = this.bytes[this.at] ?? 0;
    this.at += 1;
    if (byte === 0x75) {
      for (let digit = 0; digit < 4; digit += 1) {
        if (!isHex(this.bytes[this.at])) throw notJson();
        this.at += 1;
      }
    } else if (!escapes.has(byte)) throw notJson();
  }

  private number(): void {
    if (this.bytes[this.at] === 0x2d) this.at += 1;
    if (this.bytes[this.at] === 0x30) this.at += 1;
    else this.digits();
    if (this.bytes[this.at] === 0x2e) {
      this.at += 1;
      this.digits();
    }
    if (((this.bytes[this.at] ?? 0) | 0x20) !== 0x65) return;
    this.at += 1;
    const sign = this.bytes[this.at];
    if (sign === 0x2b || sign === 0x2d) this.at += 1;
    this.digits();
  }

  private digits(): void {
    if (!isDigit(this.bytes[this.at])) throw notJson();
    while (isDigit(this.bytes[this.at])) this.at += 1;
  }

  private literal(): void {
    const word = literals.find(([first]) => first === this.bytes[this.at]);
    if (word === undefined) throw notJson();
    for (const byte of word) this.take(byte);
  }

  private take(byte: number): void {
    if (this.bytes[this.at] !== byte) throw notJson();
    this.at += 1;
  }

  private space(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.at += 1;
    }
  }
}

function notJson(): MalformedError {
  return new MalformedError('a presence is not JSON');
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function isHex(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}
