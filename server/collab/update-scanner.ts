import * as Y from 'yjs';
import { ByteReader, MalformedError } from './byte-reader.ts';

/** The clocks of one client that an update brings: from the first that is new up to, and without, `to`. */
export type BroughtRange = {
  client: number;
  from: number;
  to: number;
  /** Whether all of it is characters typed into the notes. */
  text: boolean;
};

/** What a document update would bring, learned without applying it. */
export type ScannedUpdate = {
  /** Whether something in it refers to content this document does not have: it would wait in memory for ever. */
  missing: boolean;
  /** The new clocks, one range for each client; of no use while something is missing. */
  brings: readonly BroughtRange[];
};

/** The document that an update is read against: what is in it, and what was accepted and waits to be applied to it. */
export type KnownDocument = {
  /** The clocks of a client below this are known, applied or waiting. */
  known(client: number): number;
  /** Whether a known clock is in a range of text that waits: there is nothing more to look up of it. */
  isWaitingText(client: number, clock: number): boolean;
  /** The struct that holds a known clock. Where it waits, what waits is applied first. */
  struct(client: number, clock: number): Y.AbstractStruct;
  /** Every value of the root that browsers leave alone. */
  frozenItems(root: string): Iterable<Y.Item>;
};

/** A document in which nothing waits. */
export function knownDocument(doc: Y.Doc): KnownDocument {
  return {
    known: (client) => Y.getState(doc.store, client),
    isWaitingText: () => false,
    // Yjs says Item here, and gives what is left of a deleted one too.
    struct: (client, clock): Y.AbstractStruct => Y.getItem(doc.store, Y.createID(client, clock)),
    frozenItems: (root) => doc.share.get(root)?._map.values() ?? [],
  };
}

export type ScanRules = {
  /** Root types a browser may add to. */
  roots: ReadonlySet<string>;
  /** A root type that browsers leave alone. */
  frozenRoot: string;
};

/** Deepest nesting of an array or object inside a value. */
const maxAnyDepth = 16;
const flagOrigin = 0x80;
const flagRightOrigin = 0x40;
const flagParentSub = 0x20;
const contentMask = 0x1f;
const gcContent = 0;
const skipContent = 10;
const xmlElementType = 3;
const xmlTextType = 6;

type Range = { from: number; to: number; text: boolean };

/**
 * Reads a Yjs update (format 1) against the document before it is applied: every count is bounded by the bytes left, so a
 * frame of a few bytes can not make the decoder allocate; roots are the known ones.
 * @throws MalformedError when the bytes are no update, or one that notes never have.
 */
export function scanUpdate(update: Uint8Array, document: KnownDocument, rules: ScanRules): ScannedUpdate {
  return new UpdateScanner(update, document, rules).scan();
}

class UpdateScanner {
  private readonly reader: ByteReader;
  private readonly document: KnownDocument;
  private readonly rules: ScanRules;
  private readonly ranges = new Map<number, Range>();
  /** Client and clock of everything the update leans on, in pairs. */
  private readonly references: number[] = [];
  private missing = false;
  /** Whether the struct just read hangs on a root that is not a browser's. */
  private unknownRoot = false;
  private isText = false;

  constructor(update: Uint8Array, document: KnownDocument, rules: ScanRules) {
    this.reader = new ByteReader(update);
    this.document = document;
    this.rules = rules;
  }

  scan(): ScannedUpdate {
    // Each client takes at least a count, an id, a clock and one struct of two bytes.
    const clients = this.reader.count(5);
    for (let index = 0; index < clients; index += 1) this.readClient();
    this.readDeletes();
    this.reader.end();
    return { missing: this.missing || !this.knowsReferences(), brings: this.brings() };
  }

  private brings(): BroughtRange[] {
    const brings: BroughtRange[] = [];
    for (const [client, { from, to, text }] of this.ranges) {
      const known = this.known(client);
      if (to > known) brings.push({ client, from: Math.max(from, known), to, text });
    }
    return brings;
  }

  private readClient(): void {
    const reader = this.reader;
    const structs = reader.count(2);
    const client = this.readClientId();
    const from = reader.varUint();
    if (structs === 0) throw new MalformedError('a client without structs');
    if (this.ranges.has(client)) throw new MalformedError('a client twice');
    const known = this.known(client);
    let clock = from;
    let text = true;
    for (let index = 0; index < structs; index += 1) {
      const references = this.references.length;
      this.unknownRoot = false;
      this.isText = false;
      const length = this.readStruct();
      if (length === 0) throw new MalformedError('a struct without length');
      clock += length;
      // What is here already is not looked at again: Yjs leaves it out too.
      if (clock <= known) this.references.length = references;
      else if (this.unknownRoot) throw new MalformedError('a root that browsers do not write');
      else text &&= this.isText;
    }
    if (clock > Number.MAX_SAFE_INTEGER) throw new MalformedError('a clock is too large');
    if (from > known) this.missing = true;
    this.ranges.set(client, { from, to: clock, text });
  }

  /** Reads one struct and gives the clocks it spans. */
  private readStruct(): number {
    const reader = this.reader;
    const info = reader.byte();
    const content = info & contentMask;
    if (content === gcContent) return reader.varUint();
    if (content === skipContent) {
      this.missing = true;
      return reader.varUint();
    }
    if ((info & flagOrigin) !== 0) this.readReference();
    if ((info & flagRightOrigin) !== 0) this.readReference();
    if ((info & (flagOrigin | flagRightOrigin)) === 0) {
      const parentIsRoot = reader.varUint();
      if (parentIsRoot > 1) throw new MalformedError('a parent of an unknown kind');
      if (parentIsRoot === 1) this.readRoot();
      else this.readReference();
      if ((info & flagParentSub) !== 0) reader.varString();
    }
    return this.readContent(content);
  }

  private readRoot(): void {
    if (!this.rules.roots.has(this.reader.varString())) this.unknownRoot = true;
  }

  private readReference(): void {
    const client = this.readClientId();
    this.references.push(client, this.reader.varUint());
  }

  private readClientId(): number {
    const client = this.reader.varUint();
    if (client > 0xffff_ffff) throw new MalformedError('a client id is too large');
    return client;
  }

  private readContent(content: number): number {
    const reader = this.reader;
    switch (content) {
      case 1: // deleted
        return reader.varUint();
      case 2: // JSON
        return this.readMany(() => {
          reader.varBytes();
        });
      case 3: // binary
        reader.varBytes();
        return 1;
      case 4: // text
        this.isText = true;
        return utf16Length(reader.varBytes());
      case 5: // embed
        reader.varBytes();
        return 1;
      case 6: // mark
        reader.varBytes();
        reader.varBytes();
        return 1;
      case 7: // type
        this.readType();
        return 1;
      case 8: // values
        return this.readMany(() => {
          this.readAny(0);
        });
      default:
        throw new MalformedError('content of a kind that notes never have');
    }
  }

  private readMany(readOne: () => void): number {
    const count = this.reader.count(1);
    for (let index = 0; index < count; index += 1) readOne();
    return count;
  }

  private readType(): void {
    const type = this.reader.varUint();
    if (type === xmlElementType) this.reader.varString();
    else if (type !== xmlTextType) throw new MalformedError('a type that notes never have');
  }

  private readAny(depth: number): void {
    if (depth > maxAnyDepth) throw new MalformedError('a value is nested too deeply');
    const reader = this.reader;
    switch (reader.byte()) {
      case 127: // undefined
      case 126: // null
      case 121: // false
      case 120: // true
        return;
      case 125: // integer
        while (reader.byte() >= 0x80);
        return;
      case 124: // float32
        reader.skip(4);
        return;
      case 123: // float64
      case 122: // bigint
        reader.skip(8);
        return;
      case 119: // string
      case 116: // bytes
        reader.varBytes();
        return;
      case 118: // object
        this.readMany(() => {
          reader.varBytes();
          this.readAny(depth + 1);
        });
        return;
      case 117: // array
        this.readMany(() => {
          this.readAny(depth + 1);
        });
        return;
      default:
        throw new MalformedError('a value of an unknown kind');
    }
  }

  private readDeletes(): void {
    const reader = this.reader;
    const clients = reader.count(2);
    for (let index = 0; index < clients; index += 1) {
      const client = this.readClientId();
      const deletes = reader.count(2);
      const end = Math.max(this.known(client), this.ranges.get(client)?.to ?? 0);
      for (let each = 0; each < deletes; each += 1) {
        const clock = reader.varUint();
        const length = reader.varUint();
        if (clock + length > end) this.missing = true;
        this.refuseFrozenDelete(client, clock, clock + length);
      }
    }
  }

  /** Without its facts a document could never be loaded again; what is deleted already may be said again. */
  private refuseFrozenDelete(client: number, from: number, to: number): void {
    for (const item of this.document.frozenItems(this.rules.frozenRoot)) {
      const { id, length, deleted } = item;
      if (!deleted && id.client === client && id.clock < to && id.clock + length > from) {
        throw new MalformedError('a root that browsers do not write');
      }
    }
  }

  private knowsReferences(): boolean {
    for (let index = 0; index < this.references.length; index += 2) {
      const client = this.references[index] ?? 0;
      const clock = this.references[index + 1] ?? 0;
      if (clock < this.known(client)) {
        this.refuseFrozen(client, clock);
        continue;
      }
      const range = this.ranges.get(client);
      if (range === undefined || clock >= range.to) return false;
    }
    return true;
  }

  /** What leans on a neighbour takes its parent from it, so a root is reached without being named. */
  private refuseFrozen(client: number, clock: number): void {
    if (this.document.isWaitingText(client, clock)) return;
    const neighbour = this.document.struct(client, clock);
    if (!(neighbour instanceof Y.Item)) return;
    for (const item of this.document.frozenItems(this.rules.frozenRoot)) {
      if (item.parent === neighbour.parent) throw new MalformedError('a root that browsers do not write');
    }
  }

  private known(client: number): number {
    return this.document.known(client);
  }
}

/** Length in UTF-16 units, which is what Yjs counts, without decoding. */
function utf16Length(bytes: Uint8Array): number {
  let length = 0;
  for (const byte of bytes) {
    if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1;
  }
  return length;
}
