/** The cookie in which a browser tells its zone, so that pages are written on the reader's clock at once. */
export const ZONE_COOKIE = 'zone';

/** The zone that a cookie tells; null when it is none that is known. */
export function parseZoneCookie(value: string | undefined): string | null {
  if (value === undefined || value === '' || value.length > 60) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: decodeURIComponent(value) }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError || error instanceof URIError) return null;
    throw error;
  }
}
