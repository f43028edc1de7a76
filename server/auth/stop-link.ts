import { createHmac, timingSafeEqual } from 'node:crypto';
import { authSecret } from './secret.ts';

/** Whose mails about which series a link stops. */
export type StopLink = { seriesId: string; userId: string };

/**
 * The token of a link that stops somebody's mails about a series and does nothing else: whoever has the mail has it, so it
 * signs nobody in and shows nothing. It holds as long as the server's secret.
 */
export function stopToken({ seriesId, userId }: StopLink): string {
  const named = Buffer.from(JSON.stringify([seriesId, userId])).toString('base64url');
  return `${named}.${seal(named)}`;
}

/** What a token names; null for one that this server has not made. */
export function readStopToken(token: string): StopLink | null {
  const [named = '', sealed = '', ...rest] = token.split('.');
  const expected = Buffer.from(seal(named));
  const given = Buffer.from(sealed);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [seriesId, userId] = JSON.parse(Buffer.from(named, 'base64url').toString('utf8')) as [string, string];
  return { seriesId, userId };
}

function seal(named: string): string {
  return createHmac('sha256', authSecret()).update(`stop mails: ${named}`).digest('base64url');
}
