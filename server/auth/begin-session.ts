import { cookies } from 'next/headers';
import { loadEnv } from '#server/env.ts';
import { createSessionCookie, SESSION_SECONDS } from './session-cookie.ts';

/** Signs a user in on the browser that sent this action: a session row and its cookie, always new ones. */
export async function beginSession(userId: string): Promise<void> {
  const cookie = await createSessionCookie(userId);
  (await cookies()).set(cookie.name, cookie.value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: loadEnv().publicUrl.startsWith('https:'),
    path: '/',
    maxAge: SESSION_SECONDS,
  });
}
