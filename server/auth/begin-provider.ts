import NextAuth from 'next-auth';
import { loadEnv } from '#server/env.ts';
import { log } from '#server/log.ts';
import { authOptions } from './auth-options.ts';

/** Where a browser goes to sign in with a provider, and the cookies that will know it again when it comes back. */
export type BegunProvider = { location: string; cookies: string[] };

type Answer = { url?: string; csrfToken?: string; cookies: string[] };
type AnyHandler = (request: object, response: object, options: object) => Promise<unknown>;

/**
 * Begins signing in with a provider as next-auth's own form does, for a form that was checked by its origin. `next` is the
 * path to go to afterwards. Null when the provider does not answer or its settings are wrong: nobody is signed in, and the
 * log says why.
 */
export async function beginProvider(provider: string, next: string): Promise<BegunProvider | null> {
  try {
    const csrf = await ask('GET', ['csrf'], {}, {});
    const [name, value] = pairOf(csrf.cookies.find((cookie) => cookie.includes('csrf-token')) ?? '');
    const begun = await ask(
      'POST',
      ['signin', provider],
      { [name]: value },
      { csrfToken: csrf.csrfToken ?? '', callbackUrl: next, json: 'true' },
    );
    const location = begun.url ?? '';
    // Whatever goes wrong leads to a page of ours instead of the provider's.
    if (!URL.canParse(location) || new URL(location).origin === loadEnv().publicUrl) return null;
    return { location, cookies: [...csrf.cookies, ...begun.cookies] };
  } catch (error) {
    log.error({ err: error, provider }, 'sign-in with a provider cannot begin');
    return null;
  }
}

/** Asks next-auth as a request to its endpoints would, and keeps its answer. */
async function ask(
  method: 'GET' | 'POST',
  nextauth: string[],
  cookies: Record<string, string>,
  body: Record<string, string>,
): Promise<Answer> {
  const answer: Answer = { cookies: [] };
  const response = {
    status: () => response,
    getHeader: (name: string) => (name === 'Set-Cookie' ? answer.cookies : undefined),
    setHeader(name: string, value: string[]) {
      if (name === 'Set-Cookie') answer.cookies = value;
      return response;
    },
    json: (sent: Partial<Answer>) => Object.assign(answer, sent),
    send: (sent: Partial<Answer>) => Object.assign(answer, sent),
    end: () => undefined,
  };
  const request = { method, query: { nextauth }, cookies, body, headers: {} };
  await (NextAuth as AnyHandler)(request, response, authOptions());
  return answer;
}

function pairOf(cookie: string): [string, string] {
  const pair = cookie.split(';', 1)[0] ?? '';
  const at = pair.indexOf('=');
  return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
}
