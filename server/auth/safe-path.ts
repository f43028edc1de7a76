import { loadEnv } from '#server/env.ts';

const BASE = 'http://own.invalid';

/**
 * A place on this site to go to next: the given path when it is one of our own, else `/`. An address of this site, as
 * next-auth writes them, counts as its path.
 */
export function safePath(given: string | null | undefined): string {
  if (given === null || given === undefined || given.length > 2000) return '/';
  const own = `${loadEnv().publicUrl}/`;
  const target = given.startsWith(own) ? given.slice(own.length - 1) : given;
  if (!target.startsWith('/') || /[\\\p{Cc}]/u.test(target)) return '/';
  let url: URL;
  try {
    url = new URL(target, BASE);
  } catch {
    return '/';
  }
  if (url.origin !== BASE || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
