import * as Y from 'yjs';
import { MalformedError } from './byte-reader.ts';
import type { KnownDocument } from './known-document.ts';
import type { NoteGrammar } from './note-grammar.ts';
import type { ReadStruct, Reference } from './struct-reader.ts';

/** A node that something may stand in. `identity` is the same for the same node. */
type Holder = { readonly identity: object; readonly depth: () => number } & (
  { readonly kind: 'element'; readonly name: string } | { readonly kind: 'text' }
);

/** Where a struct stands: in the list of a node, or (with `key`) as a value of its attribute. */
type Place = { readonly holder: Holder; readonly key: string | null };

/** Deepest nesting of nodes, whatever the schema would allow. */
const maxDepth = 40;

/** What was typed and waits to be applied stands in a text, whichever. */
const inWaitingText: Place = { holder: { identity: {}, depth: () => 0, kind: 'text' }, key: null };

/**
 * Judges the new structs of an update one after the other, each after those that it leans on: whether the place where it
 * would stand takes such a thing.
 */
export class StructJudge {
  private readonly document: KnownDocument;
  private readonly grammar: NoteGrammar;
  private readonly findFresh: (reference: Reference) => ReadStruct | null;
  /** Places of judged structs; null for what leaves nothing but its length, because what it stood in is gone. */
  private readonly places = new Map<ReadStruct, Place | null>();
  private waits = false;

  constructor(
    document: KnownDocument,
    grammar: NoteGrammar,
    findFresh: (reference: Reference) => ReadStruct | null,
  ) {
    this.document = document;
    this.grammar = grammar;
    this.findFresh = findFresh;
  }

  /** Whether something goes on that is gone here, in a place that is not: the deletion of that place has not come. */
  get missing(): boolean {
    return this.waits;
  }

  /** @throws MalformedError when notes never have such a thing in such a place. */
  judge(struct: ReadStruct): void {
    if (struct.fault !== null) throw new MalformedError(struct.fault);
    if (struct.kind === 'alien') throw new MalformedError('content of a kind that notes never have');
    const place = this.placeOf(struct);
    if (place !== null && !this.fits(struct, place)) {
      throw new MalformedError('something where notes never have it');
    }
    this.places.set(struct, place);
  }

  /** Whether a judged struct is characters of the notes. */
  isText(struct: ReadStruct): boolean {
    return struct.kind === 'text' && this.places.get(struct) !== null;
  }

  private fits({ kind, name }: ReadStruct, { holder, key }: Place): boolean {
    if (key !== null) {
      const known = holder.kind === 'element' && this.grammar.mayHaveAttribute(holder.name, key);
      return known && (kind === 'values' || kind === 'deleted');
    }
    if (holder.kind === 'text') return kind === 'text' || kind === 'mark' || kind === 'deleted';
    if (kind === 'deleted') return true;
    if (holder.depth() >= maxDepth) return false;
    if (kind === 'textNode') return this.grammar.mayHoldText(holder.name);
    return kind === 'element' && name !== null && this.grammar.mayHold(holder.name, name);
  }

  /**
   * Where a struct would stand. What is new of one whose begin is known stands behind that begin; Yjs would else tear two
   * lists apart. It does not when one of both is gone: a page may have deleted what it typed, and a colleague too.
   */
  private placeOf(struct: ReadStruct): Place | null {
    const { client, clock, kind } = struct;
    if (kind === 'gone') return null;
    const known = this.document.known(client);
    if (clock >= known) return this.placeFor(struct);
    // Looked up before the place: it applies what waits, and what stands beside that is then known by its node.
    const begin = this.placeOfKnown({ client, clock: known - 1 }, false);
    const place = this.placeFor(struct);
    if (place === null) return null;
    if (begin === null) this.waits = true;
    else if (begin.holder.identity !== place.holder.identity || begin.key !== place.key) {
      throw new MalformedError('something in two places');
    }
    return place;
  }

  /** Finds the place as Yjs does: beside the origins, else where the struct says. */
  private placeFor({ origin, rightOrigin, parent, key }: ReadStruct): Place | null {
    if (typeof parent === 'string') {
      if (parent !== this.grammar.notesRoot) throw new MalformedError('a root that browsers do not write');
      return { holder: this.root(), key };
    }
    if (parent !== null) {
      const holder = this.holderAt(parent);
      return holder === null ? null : { holder, key };
    }
    const left = origin === null ? undefined : this.placeAt(origin);
    const right = rightOrigin === null ? undefined : this.placeAt(rightOrigin);
    if (left === null || right === null) return null;
    return left ?? right ?? null;
  }

  private placeAt(reference: Reference): Place | null {
    const fresh = this.freshAt(reference);
    return fresh === null ? this.placeOfKnown(reference, true) : (this.places.get(fresh) ?? null);
  }

  /** The node that a struct is; null when it is gone. */
  private holderAt(reference: Reference): Holder | null {
    const fresh = this.freshAt(reference);
    if (fresh === null) return this.holderOfKnown(reference);
    const place = this.places.get(fresh) ?? null;
    if (fresh.kind === 'gone' || fresh.kind === 'deleted' || place === null) return null;
    const depth = (): number => place.holder.depth() + 1;
    if (fresh.kind === 'textNode') return { identity: fresh, depth, kind: 'text' };
    if (fresh.kind !== 'element' || fresh.name === null) throw new MalformedError('a parent that is no node');
    return { identity: fresh, depth, kind: 'element', name: fresh.name };
  }

  private freshAt(reference: Reference): ReadStruct | null {
    return reference.clock < this.document.known(reference.client) ? null : this.findFresh(reference);
  }

  private placeOfKnown({ client, clock }: Reference, anyText: boolean): Place | null {
    if (anyText && this.document.isWaitingText(client, clock)) return inWaitingText;
    const struct = this.document.struct(client, clock);
    if (!(struct instanceof Y.Item) || !(struct.parent instanceof Y.AbstractType)) return null;
    return { holder: this.holderOfType(struct.parent as Y.AbstractType<unknown>), key: struct.parentSub };
  }

  private holderOfKnown({ client, clock }: Reference): Holder | null {
    if (this.document.isWaitingText(client, clock)) throw new MalformedError('a parent that is no node');
    const struct = this.document.struct(client, clock);
    if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return null;
    if (!(struct.content instanceof Y.ContentType)) throw new MalformedError('a parent that is no node');
    return this.holderOfType(struct.content.type as Y.AbstractType<unknown>);
  }

  private holderOfType(type: Y.AbstractType<unknown>): Holder {
    if (type._item === null) {
      if (this.document.isRoot(type, this.grammar.notesRoot)) return this.root();
      throw new MalformedError('a root that browsers do not write');
    }
    const depth = (): number => depthOf(type);
    if (type instanceof Y.XmlText) return { identity: type, depth, kind: 'text' };
    if (type instanceof Y.XmlElement) return { identity: type, depth, kind: 'element', name: type.nodeName };
    throw new MalformedError('a type that notes never have');
  }

  private root(): Holder {
    return { identity: this.grammar, depth: () => 0, kind: 'element', name: this.grammar.topNode };
  }
}

/** How many nodes a node stands in, counted no further than is of interest. */
function depthOf(type: Y.AbstractType<unknown>): number {
  let depth = 0;
  let item = type._item;
  while (item !== null && depth <= maxDepth) {
    depth += 1;
    item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
  }
  return depth;
}
