import { expect, test } from 'vitest';
import { turns } from './support/manual-clock.ts';
import { edit, syncedClient, syncStep2, update } from './support/raw-client.ts';
import { startCollab } from './support/start-collab.ts';
import { type } from './support/typing.ts';

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
  await turns(20);
  expect(stuck.saved()).toBe(0);
  expect(watcher.text()).toBe('hello');
  expect(server.log.of(callId)).toHaveLength(1);
});
