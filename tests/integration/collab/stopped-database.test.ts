import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChaosWorld } from '#tests/chaos/chaos-world.ts';
import { Peer } from '#tests/chaos/peer.ts';
import { Random } from '#tests/chaos/random.ts';
import { databaseKinds } from '#tests/support/database.ts';

describe.each(databaseKinds)('with the %s database', (kind) => {
  let world: ChaosWorld;

  beforeAll(async () => {
    world = await ChaosWorld.start(kind, new Random(1));
  });
  afterAll(async () => {
    await world.close();
  });

  test('[A2][R16] a database that stands still is told within two seconds, nothing is called saved, and all is soon after', async () => {
    const call = await world.newCall();
    const peer = new Peer({ address: call.socket, cookie: call.cookies[0] ?? null });
    try {
      await peer.connect();
      peer.typeLine('(a-1)');
      // The roles just given are read again soon, and meanwhile frames wait: not what this is about.
      for (let number = 1; number <= 20; number += 1) {
        peer.typeToken(`(b-${String(number)})`, 0);
        await expect.poll(() => peer.allSaved).toBe(true);
      }
      const before = peer.toldSaved.size;

      world.pauseDatabase();
      const typedAt = performance.now();
      peer.typeToken('(a-2)', 0);
      await expect.poll(() => peer.storage?.state, { interval: 20 }).toBe('failing');
      expect((peer.storage?.at ?? 0) - typedAt).toBeLessThan(2000);
      peer.typeToken('(a-3)', 0);
      expect(peer.toldSaved.size).toBe(before);

      world.resumeDatabase();
      const resumedAt = performance.now();
      await expect.poll(() => peer.allSaved, { interval: 20 }).toBe(true);
      expect(performance.now() - resumedAt).toBeLessThan(5000);
      await expect.poll(() => peer.storage?.state).toBe('ok');
    } finally {
      world.resumeDatabase();
      peer.destroy();
    }
  });
});
