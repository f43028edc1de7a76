type Instant = string | Date;

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
}

function toDate(instant: Instant): Date {
  return typeof instant === 'string' ? new Date(instant) : instant;
}

/** The day of an instant in a zone, such as `Mon 29 Jun 2020`. */
export function formatDay(instant: Instant, zone = 'UTC'): string {
  return formatter(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    .format(toDate(instant))
    .replace(',', '');
}

/** The clock time of an instant in a zone, such as `12:00`. */
export function formatClock(instant: Instant, zone = 'UTC'): string {
  return formatter(zone, { hour: '2-digit', minute: '2-digit' }).format(toDate(instant));
}

/** Day and time of an instant in UTC, such as `Mon 29 Jun 2020, 12:00 UTC`. */
export function formatUtc(instant: Instant): string {
  return `${formatDay(instant)}, ${formatClock(instant)} UTC`;
}

/**
 * An instant as a place with another clock says it: `14:00`, or `Tue 30 Jun, 01:30` when the day differs there.
 */
export function formatElsewhere(instant: Instant, zone: string): string {
  const clock = formatClock(instant, zone);
  if (formatDay(instant) === formatDay(instant, zone)) return clock;
  const day = formatter(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(toDate(instant));
  return `${day.replace(',', '')}, ${clock}`;
}

/** A length in words: `45 minutes`, `1 hour`, `1 hour 30 minutes`. */
export function formatLength(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts: string[] = [];
  if (hours > 0) parts.push(`${String(hours)} ${hours === 1 ? 'hour' : 'hours'}`);
  if (rest > 0 || hours === 0) parts.push(`${String(rest)} ${rest === 1 ? 'minute' : 'minutes'}`);
  return parts.join(' ');
}
