import { ByteReader, MalformedError } from './byte-reader.ts';
import type { KnownDocument } from './known-document.ts';
import type { NoteGrammar } from './note-grammar.ts';
import { StructJudge } from './struct-judge.ts';
import { StructReader, type ReadStruct, type Reference } from './struct-reader.ts';

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

/** What an update says of one client. */
type ClientPart = {
  readonly client: number;
  readonly from: number;
  to: number;
  /** Structs of which a part at least is new, in the order of their clocks. */
  readonly fresh: ReadStruct[];
  /** The first of `fresh` that is not judged yet. */
  next: number;
  /** Everything below this clock is known or judged. */
  reached: number;
};

/**
 * Reads a Yjs update (format 1) against the document before it is applied: every count is bounded by the bytes left, so
 * a frame of a few bytes can not make the decoder allocate, and everything new is such as the editor writes into notes.
 * What is known already is read and not judged: Yjs leaves it out too.
 * @throws MalformedError when the bytes are no update, or one that notes never have.
 */
export function scanUpdate(update: Uint8Array, document: KnownDocument, grammar: NoteGrammar): ScannedUpdate {
  return new UpdateScanner(update, document, grammar).scan();
}

class UpdateScanner {
  private readonly reader: ByteReader;
  private readonly structs: StructReader;
  private readonly document: KnownDocument;
  private readonly grammar: NoteGrammar;
  private readonly judge: StructJudge;
  private readonly parts = new Map<number, ClientPart>();
  private missing = false;

  constructor(update: Uint8Array, document: KnownDocument, grammar: NoteGrammar) {
    this.reader = new ByteReader(update);
    this.structs = new StructReader(this.reader, grammar);
    this.document = document;
    this.grammar = grammar;
    this.judge = new StructJudge(document, grammar, (reference) => this.findFresh(reference));
  }

  scan(): ScannedUpdate {
    // Each client takes at least a count, an id, a clock and one struct of two bytes.
    const clients = this.reader.count(5);
    for (let index = 0; index < clients; index += 1) this.readClient();
    this.readDeletes();
    this.reader.end();
    if (this.missing || !this.hasAllReferences()) return { missing: true, brings: [] };
    this.judgeAll();
    if (this.judge.missing) return { missing: true, brings: [] };
    return { missing: false, brings: this.brings() };
  }

  private readClient(): void {
    const { reader } = this;
    const structs = reader.count(2);
    const client = this.readClientId();
    const from = reader.varUint();
    if (structs === 0) throw new MalformedError('a client without structs');
    if (this.parts.has(client)) throw new MalformedError('a client twice');
    const known = this.document.known(client);
    if (from > known) this.missing = true;
    const part: ClientPart = { client, from, to: from, fresh: [], next: 0, reached: known };
    for (let index = 0; index < structs; index += 1) {
      const struct = this.structs.read(client, part.to);
      if (struct.length === 0) throw new MalformedError('a struct without length');
      if (struct.kind === 'skip') this.missing = true;
      part.to += struct.length;
      if (part.to > Number.MAX_SAFE_INTEGER) throw new MalformedError('a clock is too large');
      if (part.to > known) part.fresh.push(struct);
      else this.checkKnown(struct);
    }
    this.parts.set(client, part);
  }

  /** Yjs looks up what a known struct leans on although it leaves the struct out. */
  private checkKnown({ origin, rightOrigin, parent }: ReadStruct): void {
    for (const reference of [origin, rightOrigin, parent]) {
      if (reference === null || typeof reference === 'string') continue;
      if (reference.clock >= this.document.known(reference.client)) this.missing = true;
    }
  }

  private readClientId(): number {
    const client = this.reader.varUint();
    if (client > 0xffff_ffff) throw new MalformedError('a client id is too large');
    return client;
  }

  private readDeletes(): void {
    const { reader } = this;
    const clients = reader.count(2);
    const seen = new Set<number>();
    for (let index = 0; index < clients; index += 1) {
      const client = this.readClientId();
      if (seen.has(client)) throw new MalformedError('deletes of a client twice');
      seen.add(client);
      const deletes = reader.count(2);
      const end = Math.max(this.document.known(client), this.parts.get(client)?.to ?? 0);
      // Yjs writes them in order. Out of order, each of many could go through the whole document again.
      let before = 0;
      for (let each = 0; each < deletes; each += 1) {
        const clock = reader.varUint();
        const length = reader.varUint();
        if (clock < before || length === 0) throw new MalformedError('deletes out of order');
        before = clock + length;
        if (before > end) this.missing = true;
        this.refuseFrozenDelete(client, clock, before);
      }
    }
  }

  /** Without its facts a document could never be loaded again; what is deleted already may be said again. */
  private refuseFrozenDelete(client: number, from: number, to: number): void {
    for (const item of this.document.frozenItems(this.grammar.frozenRoot)) {
      const { id, length, deleted } = item;
      if (!deleted && id.client === client && id.clock < to && id.clock + length > from) {
        throw new MalformedError('a root that browsers do not write');
      }
    }
  }

  private hasAllReferences(): boolean {
    for (const { fresh } of this.parts.values()) {
      for (const { origin, rightOrigin, parent } of fresh) {
        if (origin !== null && !this.has(origin)) return false;
        if (rightOrigin !== null && !this.has(rightOrigin)) return false;
        if (parent !== null && typeof parent !== 'string' && !this.has(parent)) return false;
      }
    }
    return true;
  }

  private has({ client, clock }: Reference): boolean {
    return clock < this.document.known(client) || clock < (this.parts.get(client)?.to ?? 0);
  }

  /** Judges every new struct after all that it leans on, in an order in which Yjs could take them in. */
  private judgeAll(): void {
    for (const first of this.parts.values()) {
      const stack = [{ part: first, until: first.to }];
      const onStack = new Set([first]);
      for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
        const blocker = this.advance(top.part, top.until);
        if (blocker === null) {
          stack.pop();
          onStack.delete(top.part);
          continue;
        }
        const part = this.parts.get(blocker.client);
        if (part === undefined || onStack.has(part)) {
          throw new MalformedError('an update refers to itself');
        }
        stack.push({ part, until: blocker.clock + 1 });
        onStack.add(part);
      }
    }
  }

  /** Judges a client's structs up to a clock; gives what has to come first, or null when it is done. */
  private advance(part: ClientPart, until: number): Reference | null {
    for (let struct = part.fresh[part.next]; struct !== undefined; struct = part.fresh[part.next]) {
      if (part.reached >= until) return null;
      const { origin, rightOrigin, parent } = struct;
      const blocker =
        this.blocker(struct, origin) ??
        this.blocker(struct, rightOrigin) ??
        (typeof parent === 'string' ? null : this.blocker(struct, parent));
      if (blocker !== null) return blocker;
      this.judge.judge(struct);
      part.next += 1;
      part.reached = struct.clock + struct.length;
    }
    return null;
  }

  private blocker(struct: ReadStruct, reference: Reference | null): Reference | null {
    if (reference === null) return null;
    const { client, clock } = reference;
    if (client === struct.client) {
      if (clock >= struct.clock) throw new MalformedError('an update refers to itself');
      return null;
    }
    const part = this.parts.get(client);
    return part === undefined || clock < part.reached ? null : reference;
  }

  private findFresh({ client, clock }: Reference): ReadStruct | null {
    const part = this.parts.get(client);
    if (part === undefined) return null;
    let low = 0;
    let high = part.fresh.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const struct = part.fresh[middle];
      if (struct === undefined) return null;
      if (clock < struct.clock) high = middle - 1;
      else if (clock >= struct.clock + struct.length) low = middle + 1;
      else return struct;
    }
    return null;
  }

  private brings(): BroughtRange[] {
    const brings: BroughtRange[] = [];
    for (const { client, from, to, fresh } of this.parts.values()) {
      if (fresh.length === 0) continue;
      const known = this.document.known(client);
      const text = fresh.every((struct) => this.judge.isText(struct));
      brings.push({ client, from: Math.max(from, known), to, text });
    }
    return brings;
  }
}
