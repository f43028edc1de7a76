import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** A change of one person, as it was taken in by one process. */
export type ActorChange = { actorId: string | null; update: Uint8Array };
/** Somebody in the room of a process: who it is as JSON, null when they left; and what they say of themselves. */
export type PersonThere = {
  clientId: number;
  clock: number;
  userId: string | null;
  user: string | null;
  members: Uint8Array;
};

/** What the rooms of one call in several processes tell each other. */
export type CallMessage =
  /** A room opened: the others say who is present, and begin to count what they send from here. */
  | { kind: 'hello' }
  /** Changes that were shown to this process's people and may not be in the log yet; `seq` counts these messages from 1. */
  | { kind: 'changes'; seq: number; changes: ActorChange[] }
  /** Everything up to `seq` is in the log, at or before `position`. */
  | { kind: 'stored'; seq: number; position: bigint }
  /** Who is present; `whole` when nobody else of that process is. */
  | { kind: 'presence'; whole: boolean; people: PersonThere[] }
  /** Somebody other than a room wrote to the log. */
  | { kind: 'logged'; position: bigint }
  /** The state of the call changed. */
  | { kind: 'state' };

const kinds = ['hello', 'changes', 'stored', 'presence', 'logged', 'state'] as const;

/** A message and the process it is from, as bytes. */
export function encodeCallMessage(from: string, message: CallMessage): Buffer {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kinds.indexOf(message.kind));
  encoding.writeVarString(encoder, from);
  switch (message.kind) {
    case 'hello':
    case 'state':
      break;
    case 'changes':
      encoding.writeVarUint(encoder, message.seq);
      encoding.writeVarUint(encoder, message.changes.length);
      for (const { actorId, update } of message.changes) {
        encoding.writeVarString(encoder, actorId ?? '');
        encoding.writeVarUint8Array(encoder, update);
      }
      break;
    case 'stored':
      encoding.writeVarUint(encoder, message.seq);
      encoding.writeVarString(encoder, String(message.position));
      break;
    case 'presence':
      encoding.writeVarUint(encoder, message.whole ? 1 : 0);
      encoding.writeVarUint(encoder, message.people.length);
      for (const { clientId, clock, userId, user, members } of message.people) {
        encoding.writeVarUint(encoder, clientId);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, userId ?? '');
        encoding.writeVarString(encoder, user ?? '');
        encoding.writeVarUint8Array(encoder, members);
      }
      break;
    case 'logged':
      encoding.writeVarString(encoder, String(message.position));
  }
  return Buffer.from(encoding.toUint8Array(encoder));
}

/** @throws Error when the bytes are no message of this version. */
export function decodeCallMessage(bytes: Uint8Array): { from: string; message: CallMessage } {
  const decoder = decoding.createDecoder(bytes);
  const kind = kinds[decoding.readVarUint(decoder)];
  const from = decoding.readVarString(decoder);
  return { from, message: readMessage(decoder, kind) };
}

function readMessage(decoder: decoding.Decoder, kind: CallMessage['kind'] | undefined): CallMessage {
  switch (kind) {
    case 'hello':
    case 'state':
      return { kind };
    case 'changes': {
      const seq = decoding.readVarUint(decoder);
      const changes = readList(decoder, () => ({
        actorId: readOptional(decoder),
        update: decoding.readVarUint8Array(decoder),
      }));
      return { kind, seq, changes };
    }
    case 'stored':
      return {
        kind,
        seq: decoding.readVarUint(decoder),
        position: BigInt(decoding.readVarString(decoder)),
      };
    case 'presence': {
      const whole = decoding.readVarUint(decoder) === 1;
      const people = readList(decoder, () => ({
        clientId: decoding.readVarUint(decoder),
        clock: decoding.readVarUint(decoder),
        userId: readOptional(decoder),
        user: readOptional(decoder),
        members: decoding.readVarUint8Array(decoder),
      }));
      return { kind, whole, people };
    }
    case 'logged':
      return { kind, position: BigInt(decoding.readVarString(decoder)) };
    case undefined:
      throw new Error('A message of another version came from another server.');
  }
}

function readOptional(decoder: decoding.Decoder): string | null {
  const text = decoding.readVarString(decoder);
  return text === '' ? null : text;
}

function readList<Item>(decoder: decoding.Decoder, read: () => Item): Item[] {
  const items: Item[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) items.push(read());
  return items;
}
