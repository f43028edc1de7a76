import { expect } from 'vitest';
import { presence, presences } from '#tests/protocol/support/raw-client.ts';
import { attack, pause } from './support/attack.ts';

const victimId = 4_000_001;

attack('[A24] impersonation: nobody can take, rename, remove or freeze another’s presence', async (at) => {
  const victim = await at.synced('asel');
  const witness = await at.synced('bruno');
  victim.send(presence(victimId, 1, { user: { name: 'The Pope' }, cursor: 'here' }));
  const seen = (): (Record<string, unknown> | null)[] =>
    witness.frames
      .flatMap((frame) => (frame.kind === 'presence' ? frame.entries : []))
      .filter(({ clientId }) => clientId === victimId)
      .map(({ state }) => state);
  await expect.poll(() => seen().at(-1)).toMatchObject({ cursor: 'here' });
  expect(JSON.stringify(seen())).not.toContain('Pope');
  const mallory = await at.synced('mallory');
  for (const clock of [2, 1_000, 0xffff_ffff]) {
    mallory.send(presence(victimId, clock, { user: { name: 'asel' }, cursor: 'stolen' }));
    mallory.send(presences([{ clientId: victimId, clock: clock - 1, json: 'null' }]));
  }
  await pause(300);
  expect(JSON.stringify(seen())).not.toContain('stolen');
  expect(seen().at(-1)).toMatchObject({ cursor: 'here' });
  victim.send(presence(victimId, 2, { cursor: 'there' }));
  await expect.poll(() => seen().at(-1)).toMatchObject({ cursor: 'there' });
});

attack('[A25] awareness-flood: 60,000 invented people are one at most', async (at) => {
  const witness = await at.synced('asel');
  const mallory = await at.synced('mallory');
  for (let batch = 0; batch < 60; batch += 1) {
    const people = Array.from({ length: 1_000 }, (_, index) => ({
      clientId: 5_000_000 + batch * 1_000 + index,
      clock: 1,
      json: '{"name":"x"}',
    }));
    mallory.send(presences(people));
  }
  await pause(1_000);
  const shown = new Set(
    witness.frames
      .flatMap((frame) => (frame.kind === 'presence' ? frame.entries : []))
      .filter(({ clientId }) => clientId >= 5_000_000)
      .map(({ clientId }) => clientId),
  );
  expect(shown.size).toBeLessThan(2);
});

attack(
  '[A25] awareness-deep: a presence of 4,500 levels ends its socket, and who joins is served',
  async (at) => {
    const mallory = await at.synced('mallory');
    const json = `{"a":${'['.repeat(4_500)}${']'.repeat(4_500)}}`;
    mallory.send(presences([{ clientId: 6_000_000, clock: 1, json }]));
    expect(await mallory.closed).toMatchObject({ code: 4400 });
    await at.synced('asel');
  },
);

attack('[A25] awareness-rate: 10,000 presences in a second end their socket with 4429', async (at) => {
  const mallory = await at.synced('mallory');
  for (let clock = 1; clock <= 10_000; clock += 1) {
    mallory.send(presence(7_000_000, clock, { cursor: clock }));
  }
  expect(await mallory.closed).toMatchObject({ code: 4429 });
});
