import * as Y from 'yjs';

/** What somebody who has all of a document answers to the question: every deletion, and nothing else. Made once for all of them. */
export class Echo {
  private readonly doc: () => Y.Doc;
  private bytes: Uint8Array | null = null;

  /** `doc` gives the document; it is asked only when the echo has to be made. */
  constructor(doc: () => Y.Doc) {
    this.doc = doc;
  }

  /** The echo where it is known; null where it would have to be made. */
  get known(): Uint8Array | null {
    return this.bytes;
  }

  make(): Uint8Array {
    if (this.bytes !== null) return this.bytes;
    const doc = this.doc();
    this.bytes = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
    return this.bytes;
  }

  /** The document has taken an update in. */
  changed(update: Uint8Array): void {
    if (hasDeletions(update)) this.bytes = null;
  }

  /** Whether an update is the echo: a look at it would take longer than all the rest of a join. */
  is(update: Uint8Array): boolean {
    if (update[0] !== 0) return false;
    // Without a struct, and without a deletion.
    if (update.length === 2 && update[1] === 0) return true;
    return sameBytes(update, this.make());
  }
}

/** An update ends with its deletions: with their number when there are none, else with a length that is not zero. */
function hasDeletions(update: Uint8Array): boolean {
  return update.at(-1) !== 0;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && Buffer.compare(one, other) === 0;
}
