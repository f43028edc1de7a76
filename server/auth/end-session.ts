import { cookies } from 'next/headers';
import { deleteSession } from '#server/db/sessions.ts';
import { currentActor } from './current-actor.ts';
import { sessionCookieName } from './session-cookie.ts';

/** Signs the browser that sent this action out: its session row goes first, so that open sockets end too. */
export async function endSession(): Promise<void> {
  const actor = await currentActor();
  if (actor.kind === 'user') await deleteSession(actor.sessionId);
  const jar = await cookies();
  const name = sessionCookieName();
  for (const cookie of jar.getAll()) {
    if (cookie.name === name || cookie.name.startsWith(`${name}.`)) jar.delete(cookie.name);
  }
}
