import type { Actor } from './access.ts';

/** Whose settings an actor reads and changes: their own alone, guests too; null for whoever is not signed in. */
export function ownSettings(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}
