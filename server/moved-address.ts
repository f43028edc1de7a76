import { reservedSlugs } from '#lib/series/slug.ts';
import { seriesAccess } from '#lib/policy/series-access.ts';
import { actorFromCookieHeader } from './auth/actor.ts';
import { callAccess } from './auth/call-access.ts';
import { findCall } from './db/calls.ts';
import { roleOf } from './db/memberships.ts';
import { findSeriesByFormerSlug } from './db/series.ts';

/**
 * Where a page is now that stood under a former slug of its series; null for any other address, and for whoever may not open
 * the page: the new slug is none of their business.
 * @param address path and query as they were asked for.
 * @param cookie the request's `Cookie` header.
 */
export async function movedAddress(address: string, cookie: string | undefined): Promise<string | null> {
  const [, slug = '', number, rest = ''] =
    /^\/([\da-z-]{1,100})(?:\/(\d{1,9})(?![^/?]))?(.*)$/iu.exec(address) ?? [];
  if (slug === '' || !/^(?:[/?]|$)/u.test(rest) || reservedSlugs.has(slug.toLowerCase())) return null;
  const series = await findSeriesByFormerSlug(slug);
  if (series === null) return null;
  const actor = await actorFromCookieHeader(cookie);
  const role = actor.kind === 'user' ? await roleOf(series.id, actor.userId) : null;
  const { read } = seriesAccess(actor, { visibility: series.visibility, role });
  if (!read && !(await readsCall())) return null;
  return `/${series.slug}${number === undefined ? '' : `/${number}`}${rest}`;

  async function readsCall(): Promise<boolean> {
    const call = number === undefined || series === null ? null : await findCall(series.slug, Number(number));
    return call !== null && (await callAccess(actor, call.id))?.access.read === true;
  }
}
