import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { messageCursors } from '#lib/collab/protocol.ts';

const sync = 0;
const presence = 1;
const syncReply = 4;
const saved = 100;

/** How a server wants its messages: as y-websocket does, or with Hocuspocus' document name before each. */
export type Dialect = { kind: 'y-websocket' } | { kind: 'hocuspocus'; document: string };

export type Received =
  | { kind: 'question' }
  | { kind: 'document' | 'update' | 'presence' | 'cursors'; payload: Uint8Array }
  | { kind: 'saved'; seq: number }
  | { kind: 'other' };

/** What a client sends, with the bytes that come before the message type in its dialect. */
export class Messages {
  private readonly prefix: Uint8Array;
  private readonly named: boolean;

  constructor(dialect: Dialect) {
    this.named = dialect.kind === 'hocuspocus';
    this.prefix = encoding.encode((encoder) => {
      if (dialect.kind === 'hocuspocus') encoding.writeVarString(encoder, dialect.document);
    });
  }

  /** What has to be said before the first question; null where nothing has. */
  greeting(): Uint8Array | null {
    if (!this.named) return null;
    return this.message((encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'bench');
      encoding.writeVarString(encoder, '4.7.0');
    });
  }

  syncStep1(stateVector: Uint8Array = Uint8Array.of(0)): Uint8Array {
    return this.syncMessage(0, stateVector);
  }

  syncStep2(update: Uint8Array): Uint8Array {
    return this.syncMessage(1, update);
  }

  update(update: Uint8Array): Uint8Array {
    return this.syncMessage(2, update);
  }

  presence(clientId: number, clock: number, json: string): Uint8Array {
    const inner = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
    });
    return this.message((encoder) => {
      encoding.writeVarUint(encoder, presence);
      encoding.writeVarUint8Array(encoder, inner);
    });
  }

  /** Asks who is here, which also shows a server that counts messages that somebody is. */
  whoIsHere(): Uint8Array {
    return this.message((encoder) => {
      encoding.writeVarUint(encoder, 3);
    });
  }

  read(bytes: Uint8Array): Received {
    const decoder = decoding.createDecoder(bytes);
    if (this.named) decoder.pos = decoding.readVarUint(decoder) + decoder.pos;
    const type = decoding.readVarUint(decoder);
    if (type === sync || (this.named && type === syncReply)) {
      const kind = decoding.readVarUint(decoder);
      if (kind === 0) return { kind: 'question' };
      return { kind: kind === 1 ? 'document' : 'update', payload: decoding.readVarUint8Array(decoder) };
    }
    if (type === presence) return { kind: 'presence', payload: decoding.readVarUint8Array(decoder) };
    if (type === saved && !this.named) return { kind: 'saved', seq: decoding.readVarUint(decoder) };
    if (type === messageCursors && !this.named)
      return { kind: 'cursors', payload: bytes.subarray(decoder.pos) };
    return { kind: 'other' };
  }

  private syncMessage(kind: number, bytes: Uint8Array): Uint8Array {
    return this.message((encoder) => {
      encoding.writeVarUint(encoder, sync);
      encoding.writeVarUint(encoder, kind);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  }

  private message(write: (encoder: encoding.Encoder) => void): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, this.prefix);
      write(encoder);
    });
  }
}
