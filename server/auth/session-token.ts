import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { authSecret } from './secret.ts';
import { sessionCookieName } from './session-cookie.ts';

const sessionTokenSchema = z.object({ sub: z.string().min(1), sid: z.string().min(1) });

/** What a sealed session cookie says: the user's id and the session's. */
export type SessionToken = z.infer<typeof sessionTokenSchema>;

const MAX_COOKIE_HEADER = 32 * 1024;
const MAX_CHUNKS = 8;

/** What the session cookie in a raw `Cookie` header says; null for none, junk, or one sealed with another secret. */
export async function readSessionToken(cookieHeader: string | undefined): Promise<SessionToken | null> {
  const sealed = sealedToken(cookieHeader);
  if (sealed === null) return null;
  let payload: unknown;
  try {
    payload = await decode({ token: sealed, secret: authSecret() });
  } catch {
    return null;
  }
  const parsed = sessionTokenSchema.safeParse(payload);
  return parsed.success ? { sub: parsed.data.sub, sid: parsed.data.sid } : null;
}

/** The cookie's value, joined from `name`, or from `name.0`, `name.1` and so on. */
function sealedToken(cookieHeader: string | undefined): string | null {
  if (cookieHeader === undefined || cookieHeader.length > MAX_COOKIE_HEADER) return null;
  const name = sessionCookieName();
  const chunks = new Map<number, string>();
  for (const pair of cookieHeader.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const key = pair.slice(0, equals).trim();
    const value = pair.slice(equals + 1).trim();
    if (key === name) return value === '' ? null : value;
    const index = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : '';
    if (/^\d$/u.test(index) && Number(index) < MAX_CHUNKS) chunks.set(Number(index), value);
  }
  let joined = '';
  for (let index = 0; chunks.has(index); index += 1) joined += chunks.get(index) ?? '';
  return joined === '' ? null : joined;
}
