import type { Room, Target } from '#tests/bench/targets/target.ts';

/** One room of a target that nobody has been in. */
export async function onlyRoom(target: Target, clients: number): Promise<Room> {
  const [room] = await target.rooms({ count: 1, clients });
  if (room === undefined) throw new Error(`${target.name} made no room.`);
  return room;
}
