import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readCursors } from '#lib/collab/short-cursors.ts';
import type { TestCollab } from './start-collab.ts';
import { textOf } from './typing.ts';

/** A frame of the server, read. */
export type ServerFrame =
  | { kind: 'syncStep1' }
  | { kind: 'syncStep2' | 'update'; update: Uint8Array }
  | {
      kind: 'presence';
      entries: { clientId: number; clock: number; state: Record<string, unknown> | null }[];
    }
  | { kind: 'cursors'; entries: { clientId: number; clock: number; state: object | null }[] }
  | { kind: 'saved'; seq: number }
  | { kind: 'people'; people: { clientId: number; user: Record<string, unknown> }[] }
  | { kind: 'access' | 'storage' | 'callState'; message: Record<string, unknown> };

export type RawClient = {
  ws: WebSocket;
  frames: ServerFrame[];
  /** What the frames so far make of the document. */
  doc: Y.Doc;
  text(): string;
  send(bytes: Uint8Array | string): void;
  /** Close code and reason, or the HTTP status of a refused upgrade. */
  closed: Promise<{ code: number; reason: string } | { status: number }>;
  opened: Promise<void>;
  saved(): number;
  /** Resolves when what the server has sent makes the condition true. */
  heard(condition: () => boolean): Promise<void>;
};

export type ConnectOptions = { query?: string; headers?: Record<string, string> };

/** A socket that says only what the test tells it to. */
export function rawClient(
  server: Pick<TestCollab, 'address'>,
  callId: string,
  cookie: string | null,
  options: ConnectOptions = {},
): RawClient {
  const headers = { ...(cookie === null ? {} : { cookie }), ...options.headers };
  const ws = new WebSocket(server.address(callId, options.query), { headers });
  const doc = new Y.Doc();
  const frames: ServerFrame[] = [];
  const closed = new Promise<Awaited<RawClient['closed']>>((resolve) => {
    ws.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
    });
    ws.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
  });
  const opened = new Promise<void>((resolve) => {
    ws.on('open', resolve);
  });
  ws.on('error', () => undefined);
  ws.on('message', (data) => {
    const frame = readServerFrame(new Uint8Array(data as Buffer));
    frames.push(frame);
    if (frame.kind === 'syncStep2' || frame.kind === 'update') Y.applyUpdate(doc, frame.update);
  });
  onTestFinished(() => {
    ws.terminate();
    doc.destroy();
  });
  return {
    ws,
    frames,
    doc,
    text: () => textOf(doc),
    send(bytes) {
      ws.send(bytes);
    },
    closed,
    opened,
    saved: () => frames.reduce((seq, frame) => (frame.kind === 'saved' ? frame.seq : seq), 0),
    heard: async (condition) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!condition()) return;
          ws.off('message', look);
          resolve();
        };
        ws.on('message', look);
        look();
      }),
  };
}

/** A raw client that has the document. */
export async function syncedClient(
  server: Pick<TestCollab, 'address'>,
  callId: string,
  cookie: string | null,
  options: ConnectOptions = {},
): Promise<RawClient> {
  const client = rawClient(server, callId, cookie, options);
  await client.opened;
  client.send(syncStep1());
  await client.heard(() => client.frames.some(({ kind }) => kind === 'access'));
  return client;
}

/** Changes the client's copy and gives the update that this is. */
export function edit(client: Pick<RawClient, 'doc'>, change: (doc: Y.Doc) => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const listen = (update: Uint8Array): void => {
    updates.push(update);
  };
  client.doc.on('update', listen);
  client.doc.transact(() => {
    change(client.doc);
  });
  client.doc.off('update', listen);
  return Y.mergeUpdates(updates);
}

export const syncStep1 = (stateVector: Uint8Array = Uint8Array.of(0)): Uint8Array => sync(0, stateVector);
export const syncStep2 = (update: Uint8Array): Uint8Array => sync(1, update);
export const update = (bytes: Uint8Array): Uint8Array => sync(2, bytes);

export function command(json: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 104);
  encoding.writeVarString(encoder, json);
  return encoding.toUint8Array(encoder);
}

export function presence(clientId: number, clock: number, state: unknown): Uint8Array {
  return presences([{ clientId, clock, json: JSON.stringify(state) }]);
}

export function presences(entries: { clientId: number; clock: number; json: string }[]): Uint8Array {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, entries.length);
  for (const { clientId, clock, json } of entries) {
    encoding.writeVarUint(inner, clientId);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, json);
  }
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  return encoding.toUint8Array(encoder);
}

function sync(kind: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

export function readServerFrame(bytes: Uint8Array): ServerFrame {
  const decoder = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case 0: {
      const kind = decoding.readVarUint(decoder);
      const content = decoding.readVarUint8Array(decoder);
      if (kind === 0) return { kind: 'syncStep1' };
      return { kind: kind === 1 ? 'syncStep2' : 'update', update: content };
    }
    case 1: {
      const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder));
      const entries = Array.from({ length: decoding.readVarUint(inner) }, () => ({
        clientId: decoding.readVarUint(inner),
        clock: decoding.readVarUint(inner),
        state: JSON.parse(decoding.readVarString(inner)) as Record<string, unknown> | null,
      }));
      return { kind: 'presence', entries };
    }
    case 107:
      return { kind: 'cursors', entries: readCursors(decoder) };
    case 106:
      return {
        kind: 'people',
        people: Array.from({ length: decoding.readVarUint(decoder) }, () => ({
          clientId: decoding.readVarUint(decoder),
          user: JSON.parse(decoding.readVarString(decoder)) as Record<string, unknown>,
        })),
      };
    case 100:
      return { kind: 'saved', seq: decoding.readVarUint(decoder) };
    case 101:
    case 103:
    case 105: {
      const message = JSON.parse(decoding.readVarString(decoder)) as Record<string, unknown>;
      return { kind: type === 101 ? 'access' : type === 103 ? 'storage' : 'callState', message };
    }
    default:
      throw new Error(`The server sent an unknown message type ${String(type)}.`);
  }
}
