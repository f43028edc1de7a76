import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ManualClock, networkTurns } from './support/manual-clock.ts';
import { storeDown } from './support/memory-log.ts';
import { edit, syncedClient, update } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { textOf, type } from './support/typing.ts';

test('[A4][R16] while every write fails for a minute nothing is unloaded: all leave and return, find it all, and one line is logged', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock, limits: { idleMs: 1_000 } });
  const { callId } = server.call('hello');
  const [asel, bruno] = [server.world.person('Asel').cookie, server.world.person('Bruno').cookie];
  server.log.failWith.append = storeDown;
  for (const [cookie, word] of [
    [asel, ' one'],
    [bruno, ' two'],
  ] as const) {
    const client = await syncedClient(server, callId, cookie);
    client.send(update(edit(client, (doc) => type(doc, word))));
    await networkTurns(20);
    await clock.advance(100);
    await expect.poll(() => client.frames.some(({ kind }) => kind === 'storage')).toBe(true);
    expect(client.saved()).toBe(0);
    client.ws.close();
    await client.closed;
  }
  await expect.poll(() => server.collab.stats().sockets).toBe(0);
  await clock.advance(30_000);
  expect(server.collab.stats()).toMatchObject({ rooms: 1, dirty: 1, loads: 1 });

  const back = await syncedClient(server, callId, asel);
  expect(back.text()).toBe('hello one two');
  back.send(update(edit(back, (doc) => type(doc, ' three'))));
  await networkTurns(20);
  await clock.advance(29_000);
  expect(back.saved()).toBe(0);
  expect(server.log.of(callId)).toHaveLength(1);
  expect(server.events.filter((event) => event.startsWith('saving notes failed'))).toHaveLength(1);

  server.log.failWith = {};
  await clock.advance(6_000);
  await expect.poll(() => back.saved()).toBe(1);
  const stored = new Y.Doc();
  for (const row of server.log.of(callId)) Y.applyUpdate(stored, row.update);
  expect(textOf(stored)).toBe('hello one two three');
});
