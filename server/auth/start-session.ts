import { headers } from 'next/headers';
import { createSession, deleteSession, type Session } from '#server/db/sessions.ts';
import { log } from '#server/log.ts';
import { actorFromCookieHeader } from './actor.ts';
import { addressHeader } from './request-address.ts';

/**
 * A new session's row for whoever sent this request. `method` is how they proved who they are, such as `password`, `mail` or
 * `invitation`. Whoever was signed in there before is out: one browser is one session.
 */
export async function startSession(userId: string, method: string | null): Promise<Session> {
  const sent = await headers();
  const before = await actorFromCookieHeader(sent.get('cookie') ?? undefined);
  const session = await createSession(userId, { method, userAgent: sent.get('user-agent') });
  if (before.kind === 'user') await deleteSession(before.sessionId);
  log.info({ userId, method, address: sent.get(addressHeader) }, 'signed in');
  return session;
}
