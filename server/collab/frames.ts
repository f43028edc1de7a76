import { parseCallCommand, type CallCommand, type CallStateMessage } from '#lib/collab/call-state.ts';
import {
  messageAccess,
  messageAwareness,
  messageCallState,
  messageCommand,
  messageCursors,
  messagePeople,
  messageQueryAwareness,
  messageSaved,
  messageStorage,
  messageSync,
  type AccessMessage,
  type StorageMessage,
} from '#lib/collab/protocol.ts';
import { ByteReader, MalformedError } from './byte-reader.ts';

const syncStep1 = 0;
const syncStep2 = 1;
const syncUpdate = 2;
const mostCommandCharacters = 256;
// Two million would take half a second to look up.
const mostClients = 65_536;

/** What a browser may say of the document. */
export type SyncFrame =
  | { kind: 'syncStep1'; stateVector: Uint8Array }
  | { kind: 'syncStep2'; update: Uint8Array }
  | { kind: 'update'; update: Uint8Array };

/** What a browser may say. */
export type ClientFrame =
  | SyncFrame
  | { kind: 'presence'; update: Uint8Array }
  | { kind: 'queryPresence' }
  | { kind: 'command'; command: CallCommand };

/**
 * The frame a browser sent.
 * @throws MalformedError when it is none of the grammar's, or has bytes too few or too many.
 */
export function parseFrame(bytes: Uint8Array): ClientFrame {
  const reader = new ByteReader(bytes);
  const frame = readFrame(reader);
  reader.end();
  return frame;
}

function readFrame(reader: ByteReader): ClientFrame {
  const type = reader.varUint();
  switch (type) {
    case messageSync:
      return readSync(reader);
    case messageAwareness:
      return { kind: 'presence', update: reader.varBytes() };
    case messageQueryAwareness:
      return { kind: 'queryPresence' };
    case messageCommand:
      return { kind: 'command', command: readCommand(reader) };
    default:
      throw new MalformedError(`message type ${String(type)} is not one a browser sends`);
  }
}

function readCommand(reader: ByteReader): CallCommand {
  const json = reader.varString();
  const command = json.length > mostCommandCharacters ? null : parseCallCommand(json);
  if (command === null) throw new MalformedError('a command is not one that exists');
  return command;
}

function readSync(reader: ByteReader): SyncFrame {
  const type = reader.varUint();
  switch (type) {
    case syncStep1:
      return { kind: 'syncStep1', stateVector: checkStateVector(reader.varBytes()) };
    case syncStep2:
      return { kind: 'syncStep2', update: reader.varBytes() };
    case syncUpdate:
      return { kind: 'update', update: reader.varBytes() };
    default:
      throw new MalformedError(`sync message type ${String(type)} does not exist`);
  }
}

function checkStateVector(bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes);
  const clients = reader.count(2);
  if (clients > mostClients) throw new MalformedError('more clients than any document has');
  for (let index = 0; index < clients; index += 1) {
    reader.varUint();
    reader.varUint();
  }
  reader.end();
  return bytes;
}

/**
 * Whether a frame is meant to change the document, read as leniently as any Yjs decoder would: the write gate
 * must not be walked round by an odd way of writing a number.
 */
export function isSyncFrame(bytes: Uint8Array): boolean {
  let position = 0;
  let low = 0;
  for (let shift = 0; position < bytes.length; shift += 7) {
    const byte = bytes[position] ?? 0;
    position += 1;
    if (shift < 28) low |= (byte & 0x7f) << shift;
    else if ((byte & 0x7f) !== 0) return false;
    if (byte < 0x80) return low === messageSync;
  }
  return false;
}

/** Whether a frame is the SyncStep1 of somebody who has a part: the answer has to be made for it alone. */
export function asksForPart(bytes: Uint8Array): boolean {
  return bytes[0] === messageSync && bytes[1] === syncStep1 && !asksForAll(bytes);
}

/** Whether a frame is the SyncStep1 of somebody who has nothing. */
export function asksForAll(bytes: Uint8Array): boolean {
  return (
    bytes.length === 4 &&
    bytes[0] === messageSync &&
    bytes[1] === syncStep1 &&
    bytes[2] === 1 &&
    bytes[3] === 0
  );
}

export function syncStep1Frame(stateVector: Uint8Array): Buffer {
  return frame(varUints(messageSync, syncStep1, stateVector.length), [stateVector]);
}

export function syncStep2Frame(update: Uint8Array): Buffer {
  return frame(varUints(messageSync, syncStep2, update.length), [update]);
}

export function updateFrame(update: Uint8Array): Buffer {
  return frame(varUints(messageSync, syncUpdate, update.length), [update]);
}

/** One person in a presence: to be put into any number of frames. */
export function presenceEntry(clientId: number, clock: number, json: Uint8Array): Buffer {
  const head = varUints(clientId, clock, json.length);
  return Buffer.concat([head, json]);
}

export function presenceFrame(entries: readonly Uint8Array[]): Buffer {
  const count = varUints(entries.length);
  const length = entries.reduce((sum, entry) => sum + entry.length, count.length);
  return frame(Buffer.concat([varUints(messageAwareness, length), count]), entries);
}

/** Who is behind client ids: `varUint(clientId) • varString(json)` of each. */
export function peopleFrame(people: readonly { clientId: number; json: Uint8Array }[]): Buffer {
  const parts = people.flatMap(({ clientId, json }) => [varUints(clientId, json.length), json]);
  return frame(varUints(messagePeople, people.length), parts);
}

/** One person in a `cursors` message; `shown` as `shortState` makes it. */
export function cursorEntry(clientId: number, clock: number, shown: Uint8Array): Buffer {
  return Buffer.concat([varUints(clientId, clock), shown]);
}

export function cursorsFrame(entries: readonly Uint8Array[]): Buffer {
  return frame(varUints(messageCursors, entries.length), entries);
}

/** A ping, and a presence of nobody: every y-websocket client takes it without a word, and its watchdog stays quiet. */
export const heartbeatFrames: Buffer = Buffer.concat([Buffer.of(0x89, 0), presenceFrame([])]);

export function savedFrame(seq: number): Buffer {
  return frame(varUints(messageSaved, seq), []);
}

export function accessFrame(message: AccessMessage): Buffer {
  return jsonFrame(messageAccess, message);
}

export function storageFrame(message: StorageMessage): Buffer {
  return jsonFrame(messageStorage, message);
}

export function callStateFrame(message: CallStateMessage): Buffer {
  return jsonFrame(messageCallState, message);
}

function jsonFrame(type: number, message: AccessMessage | StorageMessage | CallStateMessage): Buffer {
  const json = Buffer.from(JSON.stringify(message));
  return frame(varUints(type, json.length), [json]);
}

function varUints(...numbers: number[]): Uint8Array {
  const bytes: number[] = [];
  for (const number of numbers) {
    let rest = number;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}

/** A message with its WebSocket header, made once and written to any number of sockets. */
function frame(head: Uint8Array, rest: readonly Uint8Array[]): Buffer {
  const length = rest.reduce((sum, part) => sum + part.length, head.length);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(headerLength + length);
  bytes[0] = 0x82;
  if (headerLength === 2) {
    bytes[1] = length;
  } else if (headerLength === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.set(head, headerLength);
  let at = headerLength + head.length;
  for (const part of rest) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
