const BASE = 'http://own.invalid';

/** A place on this site to go to next: the given path when it is one of our own, else `/`. */
export function safePath(target: string | null | undefined): string {
  if (target === null || target === undefined || target.length > 2000) return '/';
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
