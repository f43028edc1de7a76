import { seriesRoles, type Actor, type SeriesRole } from './access.ts';
import { seriesAccess, type SeriesFacts } from './series-access.ts';

/** A member's role as it is to become. */
export type RoleChange = {
  userId: string;
  /** The role they have. */
  from: SeriesRole;
  /** Null to take them out of the series. */
  to: SeriesRole | null;
  /** How many members besides them own the series. */
  otherOwners: number;
};

/**
 * Why an actor may not change a member's role, as a sentence; null when they may. Whoever has a role may lower it or give
 * it up, and nothing takes a series its last owner.
 */
export function roleChangeRefusal(actor: Actor, series: SeriesFacts, change: RoleChange): string | null {
  const { grants } = seriesAccess(actor, series);
  const own = actor.kind === 'user' && !actor.guest && actor.userId === change.userId;
  const lowers = change.to === null || isHigher(change.from, change.to);
  const mayGive = change.to === null || grants.includes(change.to);
  if (!(own && lowers) && !(grants.includes(change.from) && mayGive)) {
    return grants.length === 0
      ? 'Your role in this series does not allow that. Nothing was changed.'
      : 'Only an owner makes or unmakes owners and chairs. Nothing was changed.';
  }
  if (change.from === 'owner' && change.to !== 'owner' && change.otherOwners === 0) {
    return 'A series needs an owner. Make somebody else an owner first. Nothing was changed.';
  }
  return null;
}

/** Whether the first role stands above the second. */
export function isHigher(one: SeriesRole, other: SeriesRole): boolean {
  return seriesRoles.indexOf(one) < seriesRoles.indexOf(other);
}
