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

/** What a zone is called by people: its city, such as `Paris` or `New York`. */
export function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/**
 * An instant in full words in UTC, such as `Monday 14 December, 13:00 UTC`; with its year where that is another than that of
 * the instant it is told beside.
 */
export function formatUtcInWords(instant: Instant, beside: Instant | null = null): string {
  const year = beside === null || yearOf(instant) !== yearOf(beside);
  return `${dayInWords(instant, 'UTC', year)}, ${formatClock(instant)} UTC`;
}

/**
 * An instant in full words on the clock of a zone and in UTC, such as `Monday 14 December 2026, 14:00 Paris (13:00 UTC)`.
 * The day stands beside UTC too where it is another there.
 */
export function formatInZoneInWords(instant: Instant, zone: string): string {
  if (isUtc(zone)) return formatUtcInWords(instant);
  const here = dayInWords(instant, zone, true);
  const sameDay = formatDay(instant) === formatDay(instant, zone);
  const utc = sameDay ? '' : `${dayInWords(instant, 'UTC', false)}, `;
  return `${here}, ${formatClock(instant, zone)} ${placeOf(zone)} (${utc}${formatClock(instant)} UTC)`;
}

/** Whether a zone is another name of UTC itself. */
export function isUtc(zone: string): boolean {
  return /^(?:Etc\/)?(?:UTC|UCT|Zulu|Universal)$/u.test(zone);
}

function dayInWords(instant: Instant, zone: string, year: boolean): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  return formatter(zone, year ? { ...options, year: 'numeric' } : options)
    .format(toDate(instant))
    .replace(',', '');
}

function yearOf(instant: Instant): number {
  return toDate(instant).getUTCFullYear();
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
