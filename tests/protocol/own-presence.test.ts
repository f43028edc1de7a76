import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { askAgainForWhatIsMissing } from '#components/editor/collab/ask-again.ts';
import { tellOwnPresence } from '#components/editor/collab/own-presence.ts';
import { syncedClient } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { stockClient } from './support/stock-client.ts';
import { type } from './support/typing.ts';

test('[R14] our page tells the server of itself alone, and is seen and sees as a stock one', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const page = stockClient(server, callId, server.world.person('Asel').cookie);
  const other = stockClient(server, callId, server.world.person('Bruno').cookie);
  tellOwnPresence(page.provider);
  await Promise.all([page.synced(), other.synced()]);
  const socket = page.provider.ws as unknown as { send(bytes: Uint8Array): void };
  const send = vi.spyOn(socket, 'send');
  const names = (client: typeof page): unknown[] =>
    [...client.provider.awareness.getStates().values()].flatMap((state) => state['user']?.name ?? []);

  page.provider.awareness.setLocalStateField('cursor', 1);
  await expect.poll(() => names(other)).toContain('Asel');
  expect(send).toHaveBeenCalledTimes(1);
  send.mockClear();
  for (let move = 0; move < 5; move += 1) {
    other.provider.awareness.setLocalStateField('cursor', move);
    await expect
      .poll(() => page.provider.awareness.getStates().get(other.doc.clientID))
      .toMatchObject({ cursor: move, user: { name: 'Bruno' } });
  }
  expect(send).not.toHaveBeenCalled();
  page.provider.awareness.setLocalState(null);
  await expect.poll(() => names(other)).not.toContain('Asel');
});

test('[R17] a page on which something has waited for 5 s asks the server for what it lacks', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const page = stockClient(server, callId, server.world.person('Asel').cookie);
  await page.synced();
  const writer = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const end = askAgainForWhatIsMissing(page.provider);
  const send = vi.spyOn(page.provider.ws as unknown as { send(bytes: Uint8Array): void }, 'send');
  const lost = new Y.Doc();
  Y.applyUpdate(lost, Y.encodeStateAsUpdate(writer.doc));
  type(lost, ' never sent');
  const before = Y.encodeStateVector(lost);
  type(lost, ' and more');
  Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(lost, before), 'the network');
  expect(page.doc.store.pendingStructs).not.toBeNull();
  send.mockClear();
  vi.advanceTimersByTime(4_900);
  expect(send).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(send).toHaveBeenCalledTimes(1);
  expect([...(send.mock.calls[0]?.[0] ?? [])].slice(0, 2)).toEqual([0, 0]);
  Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(lost), 'the network');
  send.mockClear();
  vi.advanceTimersByTime(20_000);
  expect(send).not.toHaveBeenCalled();
  end();
  vi.useRealTimers();
  expect(page.text()).toBe('hello never sent and more');
});
