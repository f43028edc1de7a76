import { cookies, headers } from 'next/headers';
import { deleteSession } from '#server/db/sessions.ts';
import { loadEnv } from '#server/env.ts';
import { currentActor } from './current-actor.ts';
import { createSessionCookie, SESSION_SECONDS } from './session-cookie.ts';

/**
 * Signs a user in on the browser that sent this action: a session row and its cookie, always new ones. `method` is how
 * they proved who they are, such as `password`, `mail` or `invitation`. Whoever was signed in there before is out.
 */
export async function beginSession(userId: string, method: string | null = null): Promise<void> {
  const before = await currentActor();
  const cookie = await createSessionCookie(userId, {
    method,
    userAgent: (await headers()).get('user-agent'),
  });
  if (before.kind === 'user') await deleteSession(before.sessionId);
  (await cookies()).set(cookie.name, cookie.value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: loadEnv().publicUrl.startsWith('https:'),
    path: '/',
    maxAge: SESSION_SECONDS,
  });
}
