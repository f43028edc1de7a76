import type { Actor } from './access.ts';
import type { SeriesAccess } from './series-access.ts';

/** Whether somebody may throw an item of the parking lot away: who proposed it, and those who run the series. */
export function mayRemoveParked(
  actor: Actor,
  item: { proposedById: string | null },
  access: Pick<SeriesAccess, 'propose' | 'manage'>,
): boolean {
  if (access.manage) return true;
  return access.propose && actor.kind === 'user' && actor.userId === item.proposedById;
}
