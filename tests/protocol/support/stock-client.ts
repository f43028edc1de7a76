import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import * as decoding from 'lib0/decoding';
import type { CallStateMessage } from '#lib/collab/call-state.ts';
import { messageAccess, messageCallState, messageSaved, messageStorage } from '#lib/collab/protocol.ts';
import type { TestCollab } from './start-collab.ts';
import { textOf } from './typing.ts';

export type StockClient = {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** What the server told, newest last. */
  saved: number[];
  access: { write: boolean; reason: string | null; callStatus: string }[];
  storage: string[];
  states: CallStateMessage[];
  closes: number[];
  text(): string;
  synced(): Promise<void>;
  /** Breaks the connection as a dead network does; `provider.connect()` brings it back. */
  cut(): void;
};

/** The y-websocket client as it is on npm, with a cookie, and with our message types noted. */
export function stockClient(
  server: Pick<TestCollab, 'socketUrl'>,
  callId: string,
  cookie: string | null,
  options: { doc?: Y.Doc; params?: Record<string, string> } = {},
): StockClient {
  const doc = options.doc ?? new Y.Doc();
  class SocketWithCookie extends WebSocket {
    constructor(address: string, protocols?: string[]) {
      super(address, protocols, cookie === null ? {} : { headers: { cookie } });
    }
  }
  const provider = new WebsocketProvider(server.socketUrl, callId, doc, {
    connect: false,
    disableBc: true,
    maxBackoffTime: 100,
    WebSocketPolyfill: SocketWithCookie as unknown as typeof globalThis.WebSocket,
    ...(options.params === undefined ? {} : { params: options.params }),
  });
  const client: StockClient = {
    doc,
    provider,
    saved: [],
    access: [],
    storage: [],
    states: [],
    closes: [],
    text: () => textOf(doc),
    synced: () =>
      provider.synced
        ? Promise.resolve()
        : new Promise((resolve) => {
            provider.once('sync', () => {
              resolve();
            });
          }),
    cut() {
      const socket = provider.ws as unknown as WebSocket | null;
      provider.shouldConnect = false;
      socket?.terminate();
    },
  };
  provider.messageHandlers[messageSaved] = (_, decoder) => {
    client.saved.push(decoding.readVarUint(decoder));
  };
  provider.messageHandlers[messageAccess] = (_, decoder) => {
    client.access.push(JSON.parse(decoding.readVarString(decoder)) as StockClient['access'][number]);
  };
  provider.messageHandlers[messageStorage] = (_, decoder) => {
    client.storage.push((JSON.parse(decoding.readVarString(decoder)) as { state: string }).state);
  };
  provider.messageHandlers[messageCallState] = (_, decoder) => {
    client.states.push(JSON.parse(decoding.readVarString(decoder)) as CallStateMessage);
  };
  provider.on('connection-close', (event) => {
    client.closes.push(event?.code ?? 0);
  });
  provider.connect();
  onTestFinished(() => {
    provider.destroy();
    doc.destroy();
  });
  return client;
}
