import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { authSecret } from './secret.ts';
import { sessionCookieName } from './session-cookie.ts';

const sessionTokenSchema = z.object({ sub: z.string().min(1), sid: z.string().min(1), exp: z.number() });

/** What a sealed session cookie says: the user's id and the session's. */
export type SessionToken = Omit<z.infer<typeof sessionTokenSchema>, 'exp'>;

const MAX_COOKIE_HEADER = 32 * 1024;
const MAX_CHUNKS = 8;

/** What the session cookie in a raw `Cookie` header says; null for none, junk, or one sealed with another secret. */
export async function readSessionToken(cookieHeader: string | undefined): Promise<SessionToken | null> {
  const sealed = sealedToken(cookieHeader);
  if (sealed === null) return null;
  const secret = authSecret();
  if (secret !== openedWith) {
    opened.clear();
    openedWith = secret;
  }
  const before = opened.get(sealed);
  if (before !== undefined) return before.exp * 1000 > Date.now() ? before.token : null;
  let payload: unknown;
  try {
    payload = await decode({ token: sealed, secret });
  } catch {
    return null;
  }
  const parsed = sessionTokenSchema.safeParse(payload);
  if (!parsed.success) return null;
  const { sub, sid, exp } = parsed.data;
  remember(sealed, { token: { sub, sid }, exp });
  return { sub, sid };
}

/** Cookies that were opened before: opening one derives a key anew. Their sessions' rows are read each time all the same. */
const opened = new Map<string, { token: SessionToken; exp: number }>();
let openedWith = '';
const mostRemembered = 2_000;

function remember(sealed: string, what: { token: SessionToken; exp: number }): void {
  opened.set(sealed, what);
  if (opened.size <= mostRemembered) return;
  const oldest = opened.keys().next();
  if (oldest.done !== true) opened.delete(oldest.value);
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
