import { expect, test } from 'vitest';
import { storeDown } from './support/memory-log.ts';
import { edit, rawClient, syncedClient, update } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

test('[A3][R26] a shutdown says 1001, commits and projects what was sent, and lets nobody in', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const writer = await syncedClient(server, callId, cookie);
  const open = server.log.block('append');
  for (const text of [' one', ' two']) writer.send(update(edit(writer, (doc) => type(doc, text))));
  await expect.poll(() => server.log.asked.append).toBe(1);
  const closed = server.collab.close();
  writer.send(update(edit(writer, (doc) => type(doc, ' on its way'))));
  expect(await writer.closed).toMatchObject({ code: 1001 });
  expect(await rawClient(server, callId, cookie).closed).toEqual({ status: 503 });
  open();
  await closed;
  expect(server.collab.stats()).toMatchObject({ rooms: 0, sockets: 0 });
  expect(server.projected.at(-1)?.notes.content[0]).toMatchObject({
    content: [{ text: 'hello one two on its way' }],
  });

  const again = await startCollab({ log: server.log, world: server.world });
  const fresh = await syncedClient(again, callId, cookie);
  expect(fresh.text()).toBe('hello one two on its way');
});

test('[R26] a store that is down does not hold a shutdown for ever, and nothing was called saved', async () => {
  const server = await startCollab({ limits: { shutdownMs: 300 } });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  server.log.failWith.append = storeDown;
  writer.send(update(edit(writer, (doc) => type(doc, '!'))));
  await expect.poll(() => server.collab.stats().dirty).toBe(1);
  await server.collab.close();
  expect(server.events).toContain('shutting down before all notes were saved');
  expect(writer.saved()).toBe(0);
});

test('[R26] closing twice is closing once', async () => {
  const server = await startCollab();
  await Promise.all([server.collab.close(), server.collab.close()]);
  expect(server.collab.stats().rooms).toBe(0);
});
