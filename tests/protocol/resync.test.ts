import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { networkTurns } from './support/manual-clock.ts';
import { edit, presence, syncedClient, syncStep2, update } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { addLine, type } from './support/typing.ts';

test('[A33][R17] who answers the question with what leans on nothing here is asked again, and ended in the end', async () => {
  const server = await startCollab();
  const { callId } = server.call('hello');
  const stuck = await syncedClient(server, callId, server.world.person('Asel').cookie);
  const watcher = await syncedClient(server, callId, server.world.person('Bruno').cookie);
  const questions = (): number => stuck.frames.filter(({ kind }) => kind === 'syncStep1').length;
  const before = questions();
  edit(stuck, (doc) => type(doc, ' never sent'));
  const leaning = edit(stuck, (doc) => type(doc, ' and more'));

  stuck.send(update(leaning));
  await expect.poll(questions).toBe(before);
  for (let answer = 1; answer <= 9; answer += 1) {
    stuck.send(syncStep2(leaning));
    await expect.poll(questions).toBe(before + answer);
  }
  expect(stuck.ws.readyState).toBe(stuck.ws.OPEN);
  stuck.send(syncStep2(leaning));
  expect(await stuck.closed).toMatchObject({ code: 4400 });
  await networkTurns(20);
  expect(stuck.saved()).toBe(0);
  expect(watcher.text()).toBe('hello');
  expect(server.log.of(callId)).toHaveLength(1);
});

test.each([
  ['updates and an answer', [update, update, syncStep2]],
  ['answers alone, as pages did before', [syncStep2, syncStep2, syncStep2]],
] as const)(
  '[R15][R17] of an answer in pieces (%s) nothing is saved while one of them is left out, and it is asked again',
  async (_, [first, second, last]) => {
    const server = await startCollab();
    const { callId } = server.call('hello');
    const bruno = await syncedClient(server, callId, server.world.person('Bruno').cookie);
    bruno.send(syncStep2(Uint8Array.of(0, 0)));
    bruno.send(update(edit(bruno, (doc) => type(doc, ' one'))));
    bruno.send(presence(bruno.doc.clientID, 1, {}));
    await expect.poll(() => bruno.saved()).toBe(2);
    const late = edit(bruno, (doc) => type(doc, ' late'));

    const asel = await syncedClient(server, callId, server.world.person('Asel').cookie);
    const questions = (): number => asel.frames.filter(({ kind }) => kind === 'syncStep1').length;
    const before = questions();
    asel.send(first(late));
    asel.send(second(edit(asel, (doc) => addLine(doc, 'mine', 'line-a'))));
    asel.send(last(edit(asel, (doc) => addLine(doc, 'mine too', 'line-b'))));
    await expect.poll(() => bruno.text()).toBe('hello one late\nmine\nmine too');
    await expect.poll(questions, { timeout: 3_000 }).toBe(before + 1);
    expect(asel.saved()).toBe(0);
    expect(asel.text()).toBe('hello one\nmine\nmine too');

    bruno.send(update(late));
    asel.send(syncStep2(Y.mergeUpdates([late, Y.encodeStateAsUpdate(asel.doc)])));
    await expect.poll(() => asel.saved()).toBe(4);
  },
);
