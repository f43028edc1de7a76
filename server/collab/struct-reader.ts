import { ByteReader, MalformedError } from './byte-reader.ts';
import type { NoteGrammar } from './note-grammar.ts';

/** A position in a document: a clock of a client. */
export type Reference = { client: number; clock: number };

export type StructKind =
  /** Deleted, and nothing but its length is left. */
  'gone' | 'skip' | 'deleted' | 'text' | 'mark' | 'element' | 'textNode' | 'values' | 'alien';

/** One struct of an update, as it is written there. */
export type ReadStruct = {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  readonly kind: StructKind;
  readonly origin: Reference | null;
  readonly rightOrigin: Reference | null;
  /** Where it says it stands: in a root, in another struct, or (null) beside its origins. */
  readonly parent: string | Reference | null;
  /** The attribute it is a value of; null where it does not say, or stands in a list. */
  readonly key: string | null;
  /** Node name of an element. */
  readonly name: string | null;
  /** What is wrong with it whatever it stands in; null when nothing is. */
  readonly fault: string | null;
};

/** Deepest nesting of an array or object inside a value. */
const maxAnyDepth = 16;
const flagOrigin = 0x80;
const flagRightOrigin = 0x40;
const flagParentSub = 0x20;
const contentMask = 0x1f;
const xmlElementType = 3;
const xmlTextType = 6;

/** Reads the structs of an update one after the other; nothing is taken that the bytes left do not hold. */
export class StructReader {
  private readonly reader: ByteReader;
  private readonly grammar: NoteGrammar;
  private name: string | null = null;
  private fault: string | null = null;

  constructor(reader: ByteReader, grammar: NoteGrammar) {
    this.reader = reader;
    this.grammar = grammar;
  }

  /** @throws MalformedError when the bytes are no struct. */
  read(client: number, clock: number): ReadStruct {
    const { reader } = this;
    const info = reader.byte();
    const content = info & contentMask;
    this.name = null;
    this.fault = null;
    if (content === 0 || content === 10) {
      const length = reader.varUint();
      const kind = content === 0 ? 'gone' : 'skip';
      return bare(client, clock, length, kind, info === content ? null : 'flags that mean nothing');
    }
    const origin = (info & flagOrigin) === 0 ? null : this.readReference();
    const rightOrigin = (info & flagRightOrigin) === 0 ? null : this.readReference();
    let parent: ReadStruct['parent'] = null;
    let key: string | null = null;
    if (origin === null && rightOrigin === null) {
      const isRoot = reader.varUint();
      if (isRoot > 1) throw new MalformedError('a parent of an unknown kind');
      parent = isRoot === 1 ? reader.varString() : this.readReference();
      if ((info & flagParentSub) !== 0) key = reader.varString();
    }
    const { kind, length } = this.readContent(content);
    const { name, fault } = this;
    return { client, clock, length, kind, origin, rightOrigin, parent, key, name, fault };
  }

  private readReference(): Reference {
    const client = this.reader.varUint();
    if (client > 0xffff_ffff) throw new MalformedError('a client id is too large');
    return { client, clock: this.reader.varUint() };
  }

  private readContent(content: number): { kind: StructKind; length: number } {
    const { reader } = this;
    switch (content) {
      case 1:
        return { kind: 'deleted', length: reader.varUint() };
      case 2: // JSON
        return {
          kind: 'alien',
          length: this.readMany(() => {
            reader.varBytes();
          }),
        };
      case 3: // binary
      case 5: // embed
        reader.varBytes();
        return { kind: 'alien', length: 1 };
      case 4:
        return { kind: 'text', length: reader.varTextLength() };
      case 6:
        if (!this.grammar.fitsMark(reader.varString(), reader.varString())) {
          this.fault = 'a mark that notes never have';
        }
        return { kind: 'mark', length: 1 };
      case 7:
        return { kind: this.readType(), length: 1 };
      case 8:
        return {
          kind: 'values',
          length: this.readMany(() => {
            this.readAny(0);
          }),
        };
      default:
        throw new MalformedError('content of a kind that notes never have');
    }
  }

  private readMany(readOne: () => void): number {
    const count = this.reader.count(1);
    for (let index = 0; index < count; index += 1) readOne();
    return count;
  }

  private readType(): StructKind {
    const type = this.reader.varUint();
    if (type === xmlTextType) return 'textNode';
    if (type !== xmlElementType) throw new MalformedError('a type that notes never have');
    this.name = this.reader.varString();
    return 'element';
  }

  private readAny(depth: number): void {
    if (depth > maxAnyDepth) throw new MalformedError('a value is nested too deeply');
    const { reader } = this;
    switch (reader.byte()) {
      case 127: // undefined
      case 126: // null
      case 121: // false
      case 120: // true
        return;
      case 125: // integer
        reader.varInt();
        return;
      case 124: // float32
        reader.skip(4);
        return;
      case 123: // float64
        reader.skip(8);
        return;
      case 119: // text
        reader.varTextLength();
        return;
      case 122: // bigint
        this.fault = alienValue;
        reader.skip(8);
        return;
      case 116: // bytes
        this.fault = alienValue;
        reader.varBytes();
        return;
      case 118: // object
        this.fault = alienValue;
        this.readMany(() => {
          reader.varTextLength();
          this.readAny(depth + 1);
        });
        return;
      case 117: // array
        this.fault = alienValue;
        this.readMany(() => {
          this.readAny(depth + 1);
        });
        return;
      default:
        throw new MalformedError('a value of an unknown kind');
    }
  }
}

const alienValue = 'a value of a kind that attributes never have';

function bare(
  client: number,
  clock: number,
  length: number,
  kind: StructKind,
  fault: string | null,
): ReadStruct {
  return {
    client,
    clock,
    length,
    kind,
    origin: null,
    rightOrigin: null,
    parent: null,
    key: null,
    name: null,
    fault,
  };
}
