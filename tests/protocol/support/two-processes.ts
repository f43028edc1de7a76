import type { CollabLimits } from '#server/collab/limits.ts';
import { BusNetwork } from './bus-network.ts';
import { MemoryLog } from './memory-log.ts';
import { edit, update, type RawClient } from './raw-client.ts';
import { SmallWorld } from './small-world.ts';
import { startCollab, type TestCollab } from './start-collab.ts';
import { type } from './typing.ts';

export type TwoProcesses = {
  network: BusNetwork;
  log: MemoryLog;
  world: SmallWorld;
  one: TestCollab;
  other: TestCollab;
};

/** Two servers on one log, with a network between them. */
export async function twoProcesses(limits: Partial<CollabLimits> = {}): Promise<TwoProcesses> {
  const network = new BusNetwork();
  const log = new MemoryLog();
  const world = new SmallWorld();
  const start = async () => startCollab({ log, world, limits, bus: network.bus() });
  return { network, log, world, one: await start(), other: await start() };
}

/** Types at the writer's end and gives the update. */
export function typed(writer: RawClient, text: string): Uint8Array {
  const bytes = edit(writer, (doc) => type(doc, text));
  writer.send(update(bytes));
  return bytes;
}
