import { queryObjects } from 'node:v8';
import { expect, test } from 'vitest';
import { Connection } from '#server/collab/connection.ts';
import { RoomDocument } from '#server/collab/room-document.ts';
import { Room } from '#server/collab/room.ts';
import { ManualClock } from './support/manual-clock.ts';
import { edit, syncedClient, update, type RawClient } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

const minute = 60_000;
const names = ['Asel', 'Bruno', 'Cyd'];

/** How many of what costs memory are still held by anything, once all garbage is gone. */
const held = (): Record<string, unknown> => ({
  connections: queryObjects(Connection, { format: 'count' }),
  documents: queryObjects(RoomDocument, { format: 'count' }),
  rooms: queryObjects(Room, { format: 'count' }),
});

test('[A40] ten hours of calls leave no room, no timer and no memory behind', async () => {
  const clock = new ManualClock();
  const server = await startCollab({ clock });
  const cookies = names.map((name) => server.world.person(name).cookie);
  const calls = Array.from({ length: 6 }, () => server.call('note').callId);
  const idle = clock.pending;
  for (let round = 0; round < 20; round += 1) {
    for (const callId of calls) {
      const people: RawClient[] = [];
      for (const cookie of cookies) people.push(await syncedClient(server, callId, cookie));
      for (const person of people) person.send(update(edit(person, (doc) => type(doc, ' and more'))));
      await clock.advance(minute);
      for (const person of people) await expect.poll(() => person.saved()).toBe(1);
      if (round === 0) expect(held()).toEqual({ connections: 3, documents: 1, rooms: 1 });
      for (const person of people) person.ws.close();
      for (const person of people) await person.closed;
      await clock.advance(4 * minute);
      await expect.poll(() => server.collab.stats()).toMatchObject({ rooms: 0, sockets: 0, documents: 0 });
      expect(clock.pending).toBe(idle);
    }
  }
  expect(held()).toEqual({ connections: 0, documents: 0, rooms: 0 });
}, 120_000);
