import { expect, test } from 'vitest';
import { startCollab } from './support/start-collab.ts';
import { stockClient } from './support/stock-client.ts';
import { type } from './support/typing.ts';

test('[R2] two stock y-websocket clients see what the other types', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const one = stockClient(server, callId, server.world.person('Asel').cookie);
  const other = stockClient(server, callId, server.world.person('Bruno').cookie);
  await Promise.all([one.synced(), other.synced()]);
  expect(one.text()).toBe('hello');

  type(one.doc, ' from one');
  await expect.poll(() => other.text()).toBe('hello from one');
  type(other.doc, ' and the other');
  await expect.poll(() => one.text()).toBe('hello from one and the other');
  await expect.poll(() => one.saved.at(-1)).toBe(2);
});

test('[R2] a client that was cut off brings what it typed, and gets what it missed', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const away = stockClient(server, callId, server.world.person('Asel').cookie);
  const here = stockClient(server, callId, server.world.person('Bruno').cookie);
  await Promise.all([away.synced(), here.synced()]);

  away.cut();
  await expect.poll(() => away.provider.wsconnected).toBe(false);
  type(away.doc, ' offline');
  type(here.doc, ' online');
  away.provider.connect();

  await expect.poll(() => here.text()).toContain('offline');
  await expect.poll(() => away.text()).toBe(here.text());
  expect(here.text()).toContain('online');
});
