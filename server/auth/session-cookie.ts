import { encode } from 'next-auth/jwt';
import { createSession, type Session, type SessionStart } from '#server/db/sessions.ts';
import { loadEnv } from '#server/env.ts';
import { authSecret } from './secret.ts';

/** How long a session lasts, in seconds: the cookie and the row end together. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** The name of the session cookie; prefixed `__Secure-` when the public address is https. */
export function sessionCookieName(publicUrl: string = loadEnv().publicUrl): string {
  const name = 'next-auth.session-token';
  return publicUrl.startsWith('https:') ? `__Secure-${name}` : name;
}

/** The cookie that names a session, ready to be sent. */
export async function sessionCookie(
  session: Pick<Session, 'id' | 'userId'>,
  publicUrl?: string,
): Promise<{ name: string; value: string }> {
  const value = await encode({
    token: { sub: session.userId, sid: session.id },
    secret: authSecret(),
    maxAge: SESSION_SECONDS,
  });
  return { name: sessionCookieName(publicUrl), value };
}

/** Begins a session for a user and gives the cookie that names it, ready to be sent. */
export async function createSessionCookie(
  userId: string,
  start: SessionStart = {},
  publicUrl?: string,
): Promise<{ name: string; value: string }> {
  return sessionCookie(await createSession(userId, start), publicUrl);
}
