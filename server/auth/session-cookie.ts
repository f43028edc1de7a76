import { encode } from 'next-auth/jwt';
import { createSession, type SessionStart } from '#server/db/sessions.ts';
import { loadEnv } from '#server/env.ts';
import { authSecret } from './secret.ts';

/** How long a session lasts, in seconds: the cookie and the row end together. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** The name of the session cookie; prefixed `__Secure-` when the public address is https. */
export function sessionCookieName(publicUrl: string = loadEnv().publicUrl): string {
  const name = 'next-auth.session-token';
  return publicUrl.startsWith('https:') ? `__Secure-${name}` : name;
}

/** Begins a session for a user and gives the cookie that names it, ready to be sent. */
export async function createSessionCookie(
  userId: string,
  start: SessionStart = {},
  publicUrl?: string,
): Promise<{ name: string; value: string }> {
  const session = await createSession(userId, start);
  const value = await encode({
    token: { sub: userId, sid: session.id },
    secret: authSecret(),
    maxAge: SESSION_SECONDS,
  });
  return { name: sessionCookieName(publicUrl), value };
}
