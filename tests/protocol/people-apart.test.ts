import { expect, test } from 'vitest';
import { readPeopleApart } from '#components/editor/collab/people-apart.ts';
import { peopleApart, peopleParam } from '#lib/collab/protocol.ts';
import { presenceColor } from '#lib/collab/presence.ts';
import { presence, syncedClient, type RawClient } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { stockClient } from './support/stock-client.ts';

const apart = { query: `?${peopleParam}=${peopleApart}` };
const told = (client: RawClient): unknown[] =>
  client.frames.flatMap((frame): unknown[] => {
    if (frame.kind === 'people') return frame.people.map(({ clientId, user }) => ({ clientId, user }));
    if (frame.kind !== 'presence' && frame.kind !== 'cursors') return [];
    return (frame.entries as { clientId: number; state: object | null }[]).map(({ clientId, state }) => ({
      clientId,
      state,
    }));
  });

test('[R33] who asks is told of people once, and of their cursors without them', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const asel = server.world.person('Asel');
  const user = { name: 'Asel', color: presenceColor(asel.userId), role: 'writer' };
  const one = await syncedClient(server, callId, asel.cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie, apart);
  const stock = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  one.send(presence(11, 1, { user: { name: 'forged' }, cursor: 1 }));
  await expect.poll(() => told(watcher)).toHaveLength(2);
  one.send(presence(11, 2, { cursor: 2 }));
  await expect.poll(() => told(watcher)).toHaveLength(3);
  expect(told(watcher)).toEqual([
    { clientId: 11, user },
    { clientId: 11, state: { cursor: 1 } },
    { clientId: 11, state: { cursor: 2 } },
  ]);
  await expect.poll(() => told(stock)).toHaveLength(2);
  expect(told(stock)).toEqual([
    { clientId: 11, state: { cursor: 1, user } },
    { clientId: 11, state: { cursor: 2, user } },
  ]);
  const late = await syncedClient(server, callId, server.world.person('Dara').cookie, apart);
  expect(told(late)).toEqual([
    { clientId: 11, user },
    { clientId: 11, state: { cursor: 2 } },
  ]);
});

test('[R33] a role that changes is told, and who leaves is gone', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const asel = server.world.person('Asel');
  const one = await syncedClient(server, callId, asel.cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie, apart);
  one.send(presence(11, 1, {}));
  await expect.poll(() => told(watcher)).toHaveLength(2);
  server.world.setRole(asel.userId, 'reader');
  await expect
    .poll(() => told(watcher).slice(2))
    .toMatchObject([
      { clientId: 11, user: { name: 'Asel', role: 'reader' } },
      { clientId: 11, state: {} },
    ]);
  one.ws.terminate();
  await expect.poll(() => told(watcher).at(-1)).toEqual({ clientId: 11, state: null });
});

test('[R33] cursors of the editor are told in short, to who asks for it alone, and read as they were', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const one = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie, apart);
  const stock = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  const before = await syncedClient(server, callId, server.world.person('Dara').cookie, {
    query: `?${peopleParam}=apart`,
  });
  const place = { type: { client: 11, clock: 2 }, tname: null, item: { client: 11, clock: 90 }, assoc: -1 };
  const state = { cursor: { anchor: place, head: place }, writing: { block: 'b1' } };
  let sizes = 0;
  watcher.ws.on('message', (bytes: Buffer) => (sizes += bytes.length));
  one.send(presence(11, 1, { cursor: null }));
  await expect.poll(() => told(watcher)).toHaveLength(2);
  sizes = 0;
  one.send(presence(11, 2, { ...state, user: { name: 'forged' } }));
  await expect.poll(() => told(watcher).at(-1)).toEqual({ clientId: 11, state });
  expect(sizes).toBeLessThan(50);
  for (const whole of [stock, before]) {
    await expect
      .poll(() => told(whole).at(-1))
      .toMatchObject({ state: { ...state, user: { name: 'Asel' } } });
    expect(whole.frames.map(({ kind }) => kind)).not.toContain('cursors');
    expect(whole.frames.map(({ kind }) => kind)).not.toContain('people');
  }
  one.ws.terminate();
  await expect.poll(() => told(watcher).at(-1)).toEqual({ clientId: 11, state: null });
});

test('[R33] a page that reads people apart sees the same presences as a stock client', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const page = stockClient(server, callId, server.world.person('Asel').cookie, {
    params: { [peopleParam]: peopleApart },
  });
  readPeopleApart(page.provider);
  const stock = stockClient(server, callId, server.world.person('Bruno').cookie);
  const other = stockClient(server, callId, server.world.person('Cyd').cookie);
  await Promise.all([page.synced(), stock.synced(), other.synced()]);
  const seen = (client: typeof page): unknown =>
    client.provider.awareness.getStates().get(other.doc.clientID);
  for (let move = 0; move < 4; move += 1) {
    other.provider.awareness.setLocalStateField('cursor', move);
    await expect.poll(() => seen(page)).toMatchObject({ cursor: move, user: { name: 'Cyd' } });
    await expect.poll(() => seen(stock)).toEqual(seen(page));
  }
  stock.provider.awareness.setLocalStateField('cursor', 9);
  await expect
    .poll(() => page.provider.awareness.getStates().get(stock.doc.clientID))
    .toMatchObject({ cursor: 9, user: { name: 'Bruno' } });
  other.cut();
  await expect.poll(() => [seen(page), seen(stock)]).toEqual([undefined, undefined]);
  other.provider.connect();
  other.provider.awareness.setLocalStateField('cursor', 5);
  await expect.poll(() => seen(page)).toMatchObject({ cursor: 5, user: { name: 'Cyd' } });
});
