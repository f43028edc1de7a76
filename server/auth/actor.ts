import type { Actor } from '#lib/policy/access.ts';
import { findSession } from '#server/db/sessions.ts';
import { readSessionToken, type SessionToken } from './session-token.ts';

const anonymous: Actor = { kind: 'anonymous' };

/**
 * Who sends this `Cookie` header: pages, actions, route handlers and raw upgrades all ask here. The session's row
 * is read each time, so a session that was ended is out at the next request. Junk is anonymous.
 * @throws the database's error when the row cannot be read; nobody is signed in on a guess.
 */
export async function actorFromCookieHeader(cookie: string | undefined): Promise<Actor> {
  return actorOf(await readSessionToken(cookie));
}

/** Who a session's token stands for, by the session's row. @throws the database's error when that cannot be read. */
export async function actorOf(token: SessionToken | null): Promise<Actor> {
  if (token === null) return anonymous;
  const session = await findSession(token.sid);
  if (session === null || session.userId !== token.sub || session.expiresAt.getTime() <= Date.now()) {
    return anonymous;
  }
  const { user } = session;
  return {
    kind: 'user',
    userId: user.id,
    sessionId: session.id,
    name: user.name,
    guest: user.guest,
    instanceOwner: user.instanceOwner,
  };
}
