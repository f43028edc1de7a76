import type { Actor } from './access.ts';

/** Whether an actor is told how the server does: owners of the whole instance alone, for its troubles are everybody's. */
export function operatesServer(actor: Actor): boolean {
  return actor.kind === 'user' && !actor.guest && actor.instanceOwner;
}
