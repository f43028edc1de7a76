import { safePath } from './safe-path.ts';

type CookieJar = { get(name: string): { value: string } | undefined };

/** Where somebody wanted to go before a provider's pages: next-auth keeps it in a cookie of its own. */
export function callbackPath(jar: CookieJar): string {
  const name = 'next-auth.callback-url';
  return safePath((jar.get(`__Secure-${name}`) ?? jar.get(name))?.value);
}
