import 'server-only';
import { currentActor } from '#server/auth/current-actor.ts';

/** Who looks at the page, as its header says it; null for a stranger. */
export async function viewerOfPage(): Promise<{ name: string; guest: boolean } | null> {
  const actor = await currentActor();
  return actor.kind === 'user' ? { name: actor.name, guest: actor.guest } : null;
}
