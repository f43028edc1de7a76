import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { mayReconnect } from '#lib/collab/close-codes.ts';
import { failuresBefore, reconnectDelay } from '#components/editor/collab/reconnect-delay.ts';

test('an attempt comes at any moment up to a bound that doubles, and never at once', () => {
  expect(reconnectDelay(0, 0.99)).toBeCloseTo(198);
  expect(reconnectDelay(3, 0.5)).toBe(800);
  expect(reconnectDelay(30, 0.5)).toBe(10_000);
  expect(reconnectDelay(5, 0)).toBe(100);
});

test('three hundred who lose a server that goes are spread over a second and a half', () => {
  const failures = failuresBefore(1001, 0);
  const delays = Array.from({ length: 300 }, (_, index) => reconnectDelay(failures, index / 300));
  const perTenth = new Map<number, number>();
  for (const delay of delays) {
    const tenth = Math.floor(delay / 100);
    perTenth.set(tenth, (perTenth.get(tenth) ?? 0) + 1);
  }
  expect(Math.max(...delays)).toBeLessThan(1_600);
  expect(Math.max(...perTenth.values())).toBeLessThanOrEqual(40);
});

test('a connection that merely broke is tried again soon, and failures count on', () => {
  expect(failuresBefore(1006, 0)).toBe(0);
  expect(failuresBefore(undefined, 2)).toBe(2);
  expect(failuresBefore(1001, 5)).toBe(5);
});

test('who was too fast, or came to a full server, comes back after seconds', () => {
  for (const code of [4429, 4503]) {
    expect(failuresBefore(code, 0)).toBe(6);
    expect(reconnectDelay(failuresBefore(code, 0), 0.5)).toBe(6_400);
  }
});

describe('the stock provider with our rule', () => {
  const wants = async (code: number): Promise<boolean> => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('connection', (socket) => {
      socket.close(code);
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(`ws://127.0.0.1:${String(port)}`, 'room', doc, {
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      shouldReconnect: (event) => mayReconnect(event.code),
    });
    try {
      await new Promise((resolve) => {
        provider.once('connection-close', resolve);
      });
      // Decided right after the listeners were told.
      await Promise.resolve();
      return provider.shouldConnect;
    } finally {
      provider.destroy();
      doc.destroy();
      server.close();
    }
  };

  test.each([4400, 4401, 4403, 4409, 4999])('does not come back after %i', async (code) => {
    expect(await wants(code)).toBe(false);
  });

  test.each([1001, 1011, 4205, 4429, 4500, 4503, 4508])('comes back after %i', async (code) => {
    expect(await wants(code)).toBe(true);
  });
});
