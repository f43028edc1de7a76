import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryLog } from './support/memory-log.ts';
import { MalformedError } from '#server/collab/byte-reader.ts';
import { ClientClaims } from '#server/collab/client-claims.ts';
import { ClientOwners } from '#server/collab/client-owners.ts';
import { ManualClock, networkTurns } from './support/manual-clock.ts';
import { edit, presence, syncedClient, syncStep2, update, type RawClient } from './support/raw-client.ts';
import { SmallWorld } from './support/small-world.ts';
import { startCollab, type TestCollab } from './support/start-collab.ts';
import { lineText, textOf, type } from './support/typing.ts';

type Scene = { server: TestCollab; callId: string; asel: string; mallory: string };

async function scene(): Promise<Scene> {
  const server = await startCollab({ limits: { commitWindowMs: 1 } });
  const { callId } = server.call('begin');
  const [asel, mallory] = [server.world.person('Asel').cookie, server.world.person('Mallory').cookie];
  return { server, callId, asel, mallory };
}

/** A client that has answered the server's question, so that what it sends next is typed. */
async function writer({ server, callId }: Scene, cookie: string): Promise<RawClient> {
  const client = await syncedClient(server, callId, cookie);
  client.send(syncStep2(Y.encodeStateAsUpdate(client.doc)));
  return client;
}

function typeInto(client: RawClient, text: string): void {
  client.send(update(edit(client, (doc) => type(doc, text))));
}

/** An update that uses up the next clocks of somebody's client id with deleted text. */
function squat(clientId: number, clock: number, length: number): Uint8Array {
  return Uint8Array.from([1, 1, ...varUint(clientId), ...varUint(clock), 0, ...varUint(length), 0]);
}

function varUint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

test('[A35][R39] nobody uses up the client id of a colleague who is away, and what was typed meanwhile arrives', async () => {
  const here = await scene();
  const asel = await writer(here, here.asel);
  typeInto(asel, ' one');
  await expect.poll(() => asel.saved()).toBe(2);
  const id = asel.doc.clientID;
  asel.ws.terminate();
  const offline = Y.encodeStateAsUpdate(asel.doc);
  type(asel.doc, ' two');

  const typing = await writer(here, here.mallory);
  typing.send(update(squat(id, 4, 4)));
  expect(await typing.closed).toMatchObject({ code: 4400 });
  const answering = await syncedClient(here.server, here.callId, here.mallory);
  answering.send(syncStep2(squat(id, 4, 4)));
  await networkTurns(20);

  const back = await syncedClient(here.server, here.callId, here.asel);
  Y.applyUpdate(back.doc, offline);
  back.send(syncStep2(Y.encodeStateAsUpdate(asel.doc)));
  await expect.poll(() => answering.text()).toBe('begin one two');
});

test('[A35][R39] who was present with an id owns it before the first letter', async () => {
  const here = await scene();
  const asel = await writer(here, here.asel);
  asel.send(presence(77, 1, { cursor: null }));
  await networkTurns(20);
  asel.ws.terminate();
  await networkTurns(20);
  const mallory = await writer(here, here.mallory);
  mallory.send(presence(77, 9, { cursor: 'mine' }));
  mallory.send(update(squat(77, 0, 4)));
  expect(await mallory.closed).toMatchObject({ code: 4400 });
  const shown = mallory.frames.flatMap((frame) => (frame.kind === 'presence' ? frame.entries : []));
  expect(shown.filter(({ state }) => state?.['cursor'] === 'mine')).toEqual([]);
});

test('[A35][R39] nobody types with the id of who is present as a reader and may write a moment later', async () => {
  const server = await startCollab({ limits: { commitWindowMs: 1 } });
  const { callId } = server.call('begin');
  const asel = server.world.person('Asel', 'reader');
  const mallory = server.world.person('Mallory').cookie;
  const here = { server, callId, asel: asel.cookie, mallory };
  const victim = await syncedClient(server, callId, asel.cookie);
  const id = victim.doc.clientID;
  victim.send(presence(id, 1, { cursor: null }));
  const robin = await syncedClient(server, callId, server.world.person('Robin').cookie);
  await expect.poll(() => server.collab.stats().presences).toBe(1);
  const answering = await syncedClient(server, callId, mallory);
  answering.send(syncStep2(squat(id, 0, 4)));
  const typing = await writer(here, mallory);
  typing.send(update(squat(id, 0, 4)));
  expect(await typing.closed).toMatchObject({ code: 4400 });

  server.world.setRole(asel.userId, 'participant');
  await expect.poll(() => victim.frames.some(({ kind }) => kind === 'syncStep1')).toBe(true);
  victim.send(syncStep2(Y.encodeStateAsUpdate(victim.doc)));
  typeInto(victim, ' mine');
  await expect.poll(() => robin.text()).toBe('begin mine');
  expect(server.log.claimed.map(({ clientId, userId }) => [clientId, userId])).toEqual([[id, asel.userId]]);
});

test('[R39] all tabs of an account may go on with its ids', async () => {
  const here = await scene();
  const one = await writer(here, here.asel);
  typeInto(one, ' one');
  await expect.poll(() => one.saved()).toBe(2);
  one.ws.terminate();
  const two = await writer(here, here.asel);
  two.doc.clientID = one.doc.clientID;
  typeInto(two, ' two');
  await expect.poll(() => two.saved()).toBe(2);
});

test('[R39] who brings more client ids than a page has is sent away', async () => {
  const here = await scene();
  const mallory = await writer(here, here.mallory);
  const many = Array.from({ length: 9 }, (_, index) => squat(100 + index, 0, 1));
  mallory.send(update(Y.mergeUpdates(many)));
  expect(await mallory.closed).toMatchObject({ code: 4400 });
});

test('[A34][R39] an account that is present with ever new ids is sent away after 2,000 of them', async () => {
  const claims = new ClientClaims({
    holder: 'here',
    log: new MemoryLog(),
    clock: new ManualClock(),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const owners = new ClientOwners({ callId: 'call-1', stored: [], claims });
  for (let id = 0; id < 2_000; id += 1) owners.present(id, 'mallory', false);
  owners.present(7, 'mallory', true);
  expect(() => {
    owners.present(2_000, 'mallory', false);
  }).toThrow(MalformedError);
  owners.present(2_001, 'asel', false);
  // Typing with an id it was present with counts once.
  expect(owners.admits([{ client: 7, from: 0, to: 1, text: true }], 'mallory', true, () => null)).toBe(true);
});

/** A server that began after another was killed: the log has what it had then. */
async function after(
  before: Scene,
  options: { clean: boolean; rows: number },
): Promise<{ here: Scene; log: MemoryLog }> {
  const log = new MemoryLog();
  for (const row of before.server.log.of(before.callId).slice(0, options.rows))
    log.seed(row.callId, row.update);
  log.claimed.push(
    ...before.server.log.claimed.map((claim) => ({ ...claim, heldBy: options.clean ? null : claim.heldBy })),
  );
  const world: SmallWorld = before.server.world;
  const server = await startCollab({ log, world, limits: { commitWindowMs: 1 } });
  return { here: { ...before, server }, log };
}

async function lostText(): Promise<{ before: Scene; asel: RawClient; bruno: RawClient; rows: number }> {
  const before = await scene();
  const asel = await writer(before, before.asel);
  const bruno = await writer(before, before.mallory);
  typeInto(asel, ' kept');
  await expect.poll(() => asel.saved()).toBe(2);
  await expect.poll(() => before.server.log.claimed.length).toBe(1);
  const rows = before.server.log.of(before.callId).length;
  typeInto(asel, ' lost');
  await expect.poll(() => bruno.text()).toBe('begin kept lost');
  bruno.doc.transact(() => lineText(bruno.doc).insert(bruno.text().length, ' leaning'));
  return { before, asel, bruno, rows };
}

test('[A35][R39] after a kill a colleague brings back what only they still have, and its author goes on', async () => {
  const { before, asel, bruno, rows } = await lostText();
  const { here, log } = await after(before, { clean: false, rows });
  const back = await syncedClient(here.server, here.callId, here.mallory);
  expect(back.text()).toBe('begin kept');
  back.send(syncStep2(Y.encodeStateAsUpdate(bruno.doc)));
  await expect.poll(() => back.saved()).toBe(1);

  const author = await writer(here, here.asel);
  expect(author.text()).toBe('begin kept lost leaning');
  author.doc.clientID = asel.doc.clientID;
  typeInto(author, ' again');
  await expect.poll(() => author.saved()).toBe(2);
  // From here on the author's page is the only one to ask.
  const stranger = await writer(here, here.mallory);
  const id = asel.doc.clientID;
  stranger.send(syncStep2(squat(id, Y.getState(author.doc.store, id), 3)));
  await networkTurns(20);
  expect(textOf(author.doc)).toBe('begin kept lost leaning again');
  expect(log.of(here.callId)).toHaveLength(rows + 2);
});

test('[A35][R17][R39] after a kill a colleague brings it back in the pieces of a large answer too', async () => {
  const { before, asel, bruno, rows } = await lostText();
  const { here } = await after(before, { clean: false, rows });
  const back = await syncedClient(here.server, here.callId, here.mallory);
  const had = Y.encodeStateVector(back.doc);
  const lost = Y.encodeStateAsUpdate(asel.doc, had);
  Y.applyUpdate(back.doc, lost);
  back.send(update(lost));
  back.send(syncStep2(Y.encodeStateAsUpdate(bruno.doc, Y.encodeStateVector(back.doc))));
  await expect.poll(() => back.saved()).toBe(2);
  const fresh = await syncedClient(here.server, here.callId, here.asel);
  expect(fresh.text()).toBe('begin kept lost leaning');
});

test('[A35][R39] after a clean end nothing of another’s is taken that the log does not have', async () => {
  const { before, bruno, rows } = await lostText();
  const { here, log } = await after(before, { clean: true, rows });
  const back = await syncedClient(here.server, here.callId, here.mallory);
  back.send(syncStep2(Y.encodeStateAsUpdate(bruno.doc)));
  await networkTurns(20);
  expect(back.saved()).toBe(0);
  expect(log.of(here.callId)).toHaveLength(rows);
});

test('[R39] a room that is left cleanly gives its ids back', async () => {
  const server = await startCollab({ limits: { commitWindowMs: 1, idleMs: 5 } });
  const { callId } = server.call('begin');
  const cookie = server.world.person('Asel').cookie;
  const here = { server, callId, asel: cookie, mallory: cookie };
  const asel = await writer(here, cookie);
  typeInto(asel, ' one');
  await expect.poll(() => server.log.claimed.map(({ heldBy }) => heldBy === null)).toEqual([false]);
  asel.ws.terminate();
  await expect.poll(() => server.log.claimed.map(({ heldBy }) => heldBy === null)).toEqual([true]);
});
