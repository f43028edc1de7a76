import { cookies } from 'next/headers';
import { loadEnv } from '#server/env.ts';
import { sessionCookie, SESSION_SECONDS } from './session-cookie.ts';
import { startSession } from './start-session.ts';

/**
 * Signs a user in on the browser that sent this action: a session row and its cookie, always new ones. `method` is how
 * they proved who they are, such as `password`, `mail` or `invitation`. Whoever was signed in there before is out.
 */
export async function beginSession(userId: string, method: string | null = null): Promise<void> {
  const cookie = await sessionCookie(await startSession(userId, method));
  (await cookies()).set(cookie.name, cookie.value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: loadEnv().publicUrl.startsWith('https:'),
    path: '/',
    maxAge: SESSION_SECONDS,
  });
}
