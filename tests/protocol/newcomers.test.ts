import { expect, test } from 'vitest';
import { ClientClaims } from '#server/collab/client-claims.ts';
import { ManualClock, networkTurns } from './support/manual-clock.ts';
import { edit, presence, syncedClient, syncStep2, update } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

test('[R14] who joins sees everybody as they are now, who came and moved since the one before and nobody who left', async () => {
  const server = await startCollab();
  const { callId } = server.call();
  const people = await Promise.all(
    Array.from({ length: 12 }, (_none, index) =>
      syncedClient(server, callId, server.world.person(`Person ${String(index)}`).cookie),
    ),
  );
  const show = (index: number, clock: number, at: number): void => {
    people[index]?.send(presence(100 + index, clock, { at }));
  };
  const seen = async (): Promise<Map<number, unknown>> => {
    const client = await syncedClient(server, callId, server.world.person('Newcomer').cookie);
    const states = new Map<number, unknown>();
    for (const frame of client.frames) {
      if (frame.kind !== 'presence') continue;
      for (const { clientId, state } of frame.entries) {
        if (state === null) states.delete(clientId);
        else states.set(clientId, state['at']);
      }
    }
    client.ws.close();
    return states;
  };
  for (let index = 0; index < 11; index += 1) show(index, 1, 1);
  await expect.poll(async () => (await seen()).size).toBe(11);
  show(3, 2, 2);
  show(11, 1, 7);
  const shown = async (...ids: number[]): Promise<unknown[]> => {
    const states = await seen();
    return ids.map((id) => states.get(id));
  };
  // They come over two sockets, and so in any order.
  await expect.poll(() => shown(103, 111)).toEqual([2, 7]);
  people[5]?.ws.close();
  await expect.poll(() => server.collab.stats().presences).toBe(11);
  const last = await seen();
  expect(last.has(105)).toBe(false);
  expect(last.size).toBe(11);
});

test('[R15] an answer that holds nothing new is told saved at once, and waits for what was typed before it', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const client = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  client.send(syncStep2(Uint8Array.of(0, 0)));
  await expect.poll(() => client.saved()).toBe(1);

  // What others have typed meanwhile is part of what the frame stands for.
  server.log.failWith = { append: () => new Error('disk full') };
  writer.send(update(edit(writer, (doc) => type(doc, '!'))));
  await expect.poll(() => client.text()).toBe('hello!');
  client.send(syncStep2(Uint8Array.of(0, 0)));
  await networkTurns(20);
  expect(client.saved()).toBe(1);
  server.log.failWith = {};
  await clock.advance(5_000);
  await expect.poll(() => client.saved()).toBe(2);
});

test('[R39] the client ids of a crowd are stored by few statements, and all of them when the server ends', async () => {
  const clock = new ManualClock();
  const statements: number[][] = [];
  const claims = new ClientClaims({
    holder: 'this',
    log: {
      claimClients: (_holder, some) => {
        statements.push(some.map(({ clientId }) => clientId));
        return Promise.resolve();
      },
      releaseClients: () => Promise.resolve(),
    },
    clock,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const claim = (clientId: number): void => {
    claims.claim({ callId: 'call', clientId, userId: 'user' });
  };
  for (let clientId = 0; clientId < 100; clientId += 1) {
    claim(clientId);
    await clock.advance(1);
  }
  expect(statements[0]).toEqual([0]);
  expect(statements.length).toBeLessThan(5);
  claim(100);
  await claims.close();
  expect(statements.flat()).toEqual(Array.from({ length: 101 }, (_none, index) => index));
});
