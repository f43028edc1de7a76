import * as Y from 'yjs';

/** The document that an update is read against: what is in it, and what was accepted and waits to be applied to it. */
export type KnownDocument = {
  /** The clocks of a client below this are known, applied or waiting. */
  known(client: number): number;
  /** Whether a known clock is in a range of text that waits: there is nothing more to look up of it. */
  isWaitingText(client: number, clock: number): boolean;
  /** The struct that holds a known clock. Where it waits, what waits is applied first. */
  struct(client: number, clock: number): Y.AbstractStruct;
  /** Whether a type is the root of that name. */
  isRoot(type: Y.AbstractType<unknown>, name: string): boolean;
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
    isRoot: (type, name) => doc.share.get(name) === type,
    frozenItems: (root) => doc.share.get(root)?._map.values() ?? [],
  };
}
