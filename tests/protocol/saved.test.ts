import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { AppError } from '#lib/errors.ts';
import { ManualClock, networkTurns } from './support/manual-clock.ts';
import { storeDown } from './support/memory-log.ts';
import {
  edit,
  rawClient,
  syncedClient,
  syncStep1,
  syncStep2,
  update,
  type RawClient,
} from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

const typed = (client: RawClient, text: string): Uint8Array => update(edit(client, (doc) => type(doc, text)));
const storage = (client: RawClient): unknown[] =>
  client.frames.flatMap((frame) => (frame.kind === 'storage' ? [frame.message['state']] : []));

test('[A2][R15] saved is said after the commit and not before, while others see the text at once', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const open = server.log.block('append');

  writer.send(typed(writer, ' world'));
  await expect.poll(() => watcher.text()).toBe('hello world');
  await networkTurns(20);
  expect(writer.saved()).toBe(0);

  open();
  await expect.poll(() => writer.saved()).toBe(1);
  expect(watcher.saved()).toBe(0);
});

test('[R15] content that waits for its commit on one socket is not called saved on another', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const first = await syncedClient(server, callId, cookie);
  const open = server.log.block('append');
  const bytes = edit(first, (doc) => type(doc, ' twice'));
  first.send(update(bytes));
  const second = await syncedClient(server, callId, cookie);
  expect(second.text()).toBe('hello twice');

  second.send(syncStep2(bytes));
  await networkTurns(20);
  expect(second.saved()).toBe(0);
  open();
  await expect.poll(() => second.saved()).toBe(1);
  expect(server.log.of(callId)).toHaveLength(2);
});

test('[R15] every document frame is counted, those that bring nothing new too', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const client = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const bytes = edit(client, (doc) => type(doc, '!'));
  for (const frame of [syncStep2(Uint8Array.of(0, 0)), update(bytes), update(bytes), syncStep2(bytes)]) {
    client.send(frame);
  }
  await expect.poll(() => client.saved()).toBe(4);
});

test('[R16] a failed append is tried again until it succeeds, in order, and the room is told both', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const other = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  server.log.failWith.append = storeDown;

  writer.send(typed(writer, ' one'));
  await networkTurns(20);
  await clock.advance(50);
  await expect.poll(() => storage(writer)).toEqual(['failing']);
  await expect.poll(() => other.text()).toBe('hello one');
  other.send(typed(other, ' two'));
  await networkTurns(20);
  await clock.advance(60_000);
  expect([writer.saved(), other.saved()]).toEqual([0, 0]);
  expect(server.collab.stats()).toMatchObject({ dirty: 1, lastError: 'The store is down.' });
  expect(server.log.of(callId)).toHaveLength(1);
  expect(server.events.filter((event) => event.startsWith('saving notes failed')).length).toBeLessThanOrEqual(
    2,
  );

  server.log.failWith = {};
  await clock.advance(5_100);
  await expect.poll(() => [writer.saved(), other.saved()]).toEqual([1, 1]);
  expect(storage(writer)).toEqual(['failing', 'ok']);
  expect(server.collab.stats().lastError).toBeNull();
  const late = await syncedClient(server, callId, server.world.person('Cyd').cookie);
  expect(late.text()).toBe('hello one two');
});

test('[R16] who joins while saving fails is told', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  server.log.failWith.append = storeDown;
  writer.send(typed(writer, '!'));
  await expect.poll(() => storage(writer)).toEqual(['failing']);
  const late = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  expect(storage(late)).toEqual(['failing']);
});

test('[A2][R16] a commit that hangs is told as failing within two seconds, and its late success is told too', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const { callId } = server.call('hello');
  const elsewhere = server.call('other');
  const { cookie } = server.world.person('Asel');
  const writer = await syncedClient(server, callId, cookie);
  const neighbour = await syncedClient(server, elsewhere.callId, cookie);
  const open = server.log.block('append');
  writer.send(typed(writer, '!'));
  await networkTurns(20);
  await clock.advance(1_600);
  await expect.poll(() => storage(writer)).toEqual(['failing']);
  neighbour.send(typed(neighbour, '?'));
  await expect.poll(() => storage(neighbour)).toEqual(['failing']);
  expect(writer.saved()).toBe(0);

  open();
  await networkTurns(20);
  await clock.advance(100);
  await expect.poll(() => [writer.saved(), neighbour.saved()]).toEqual([1, 1]);
  expect(storage(writer)).toEqual(['failing', 'ok']);
});

test('[R21] a commit that failed after it was written is repeated, and the text stands once', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  let failures = 1;
  server.log.writeBeforeFailing = true;
  server.log.failWith.append = () => (failures-- > 0 ? storeDown() : null);
  writer.send(typed(writer, ' once'));
  await expect.poll(() => writer.saved()).toBe(1);
  expect(server.log.of(callId)).toHaveLength(3);

  const again = await startCollab({ log: server.log, world: server.world });
  const fresh = await syncedClient(again, callId, server.world.person('Bruno').cookie);
  expect(fresh.text()).toBe('hello once');
});

test('[R16] one call that cannot be written does not hold the others back', async () => {
  const server = await startCollab();
  const poisoned = server.call('poisoned');
  const healthy = server.call('healthy');
  const { cookie } = server.world.person('Asel');
  const one = await syncedClient(server, poisoned.callId, cookie);
  const other = await syncedClient(server, healthy.callId, cookie);
  server.log.failWith.append = (callIds) => (callIds.includes(poisoned.callId) ? storeDown() : null);
  const open = server.log.block('append');
  // The first is on its way alone; the two behind it share a commit.
  other.send(typed(other, ' 1'));
  await expect.poll(() => server.log.asked.append).toBe(1);
  one.send(typed(one, ' x'));
  other.send(typed(other, ' 2'));
  await networkTurns(20);
  open();
  await expect.poll(() => other.saved()).toBe(2);
  await expect.poll(() => storage(one)).toEqual(['failing']);
  expect(one.saved()).toBe(0);
});

test('[R16] a call that was deleted ends its sockets and is forgotten', async () => {
  const server = await startCollab({ limits: { idleMs: 10 } });
  const { callId } = server.call('hello');
  const writer = await syncedClient(server, callId, server.world.person('Asel').cookie);
  server.log.failWith.append = () => new AppError('gone', { message: 'The call was deleted.' });
  writer.send(typed(writer, '!'));
  expect(await writer.closed).toMatchObject({ code: 4403 });
  expect(writer.saved()).toBe(0);
  await expect.poll(() => server.collab.stats().rooms).toBe(0);
});

test('[A33][R17] an update that builds on text the server lacks is left out until all of it came', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const back = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const offline = edit(back, (doc) => type(doc, ' offline'));
  const firstKey = edit(back, (doc) => type(doc, ' typed'));
  back.send(update(firstKey));
  back.send(update(Uint8Array.of(0, 0)));
  await networkTurns(40);
  expect(watcher.text()).toBe('hello');
  expect(back.saved()).toBe(0);
  expect(server.log.of(callId)).toHaveLength(1);

  back.send(syncStep2(offline));
  back.send(update(firstKey));
  await expect.poll(() => watcher.text()).toBe('hello offline typed');
  // Whether the answer was made before or after the first key is not known here.
  expect(back.saved()).toBe(0);
  back.send(syncStep2(Y.mergeUpdates([offline, firstKey])));
  await expect.poll(() => back.saved()).toBe(5);
});

test('[R22] rows keep who wrote them, and neighbours of one person are one row', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const asel = server.world.person('Asel');
  const bruno = server.world.person('Bruno');
  const one = await syncedClient(server, callId, asel.cookie);
  const other = await syncedClient(server, callId, bruno.cookie);
  const open = server.log.block('append');
  one.send(typed(one, ' a'));
  await expect.poll(() => server.log.asked.append).toBe(1);
  one.send(typed(one, ' b'));
  one.send(typed(one, ' c'));
  await expect.poll(() => other.text()).toBe('hello a b c');
  other.send(typed(other, ' d'));
  await expect.poll(() => one.text()).toBe('hello a b c d');
  open();
  await expect.poll(() => other.saved()).toBe(1);
  await expect
    .poll(() => server.log.of(callId).map(({ actorId }) => actorId))
    .toEqual([null, asel.userId, asel.userId, bruno.userId]);
});

test('[R8] frames sent before the room is loaded are handled in the order they were sent', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const { cookie } = server.world.person('Asel');
  const draft = await syncedClient(server, callId, cookie);
  const updates = Array.from({ length: 50 }, (_, index) => typed(draft, ` ${String(index)}`));
  draft.ws.terminate();

  const again = await startCollab({ log: server.log, world: server.world });
  const open = again.log.block('load');
  const client = rawClient(again, callId, cookie);
  await client.opened;
  for (const frame of updates) client.send(frame);
  client.send(syncStep1());
  await networkTurns(20);
  expect(client.frames).toEqual([]);
  open();
  // Out of order, one of them would have been left out.
  await expect.poll(() => client.saved()).toBe(50);
  expect(client.text()).toBe(draft.text());
});
