import { expect, test, vi } from 'vitest';
import { tellOwnPresence } from '#components/editor/collab/own-presence.ts';
import { startCollab } from './support/start-collab.ts';
import { stockClient } from './support/stock-client.ts';

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
