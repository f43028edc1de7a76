import { setTimeout as wait } from 'node:timers/promises';
import type { RoomInMemory } from './room-in-memory.ts';
import { Typist } from './typist.ts';

const names = ['asel', 'bruno', 'cyd', 'dana', 'eve'] as const;
const patienceMs = 20_000;

/** Five people with the call open, their editors attached. @param port where the room is reached */
export async function openEverybody(room: RoomInMemory, port: number): Promise<Typist[]> {
  const everybody = names.map(
    (name) =>
      new Typist({
        name,
        cookie: room.world.person(name).cookie,
        ...room.call,
        server: `ws://127.0.0.1:${String(port)}`,
      }),
  );
  for (const { session } of everybody) await session.start();
  await until(() => {
    for (const typist of everybody) typist.open();
    return everybody.every((typist) => typist.isOpen);
  });
  return everybody;
}

/**
 * Waits until something is so.
 * @throws Error when it does not become so in twenty seconds.
 */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('It did not come to rest in time.');
    await wait(20);
  }
}
