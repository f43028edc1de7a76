import 'server-only';
import { currentActor } from '#server/auth/current-actor.ts';

/** Whether whoever asks may make a series here. */
export async function mayAddSeries(): Promise<boolean> {
  const actor = await currentActor();
  return actor.kind === 'user' && !actor.guest && actor.instanceOwner;
}
