import 'server-only';
import type { Actor } from '#lib/policy/access.ts';

/** The part of a `where` that leaves only the series an actor may see. */
export function visibleSeries(actor: Actor) {
  if (actor.kind === 'user' && !actor.guest) {
    if (actor.instanceOwner) return {};
    return { OR: [{ visibility: 'public' as const }, { memberships: { some: { userId: actor.userId } } }] };
  }
  return { visibility: 'public' as const };
}
