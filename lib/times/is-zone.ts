/** Whether a text names a time zone that this machine knows, such as `Europe/Berlin`. */
export function isZone(zone: string): boolean {
  if (zone === '' || !/^[A-Za-z0-9_+/-]+$/u.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
