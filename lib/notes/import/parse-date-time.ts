export type ReadDate = {
  date: string;
  /** Whether day and month may be the other way round. */ ambiguous: boolean;
};
export type ReadTime = {
  /** Minutes after midnight. */
  minutes: number;
  /** Minutes ahead of UTC; null when no zone is written or the zone is not known. */
  offset: number | null;
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';

const ISO = /(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/u;
const MONTH_FIRST = new RegExp(`(?<![a-z])${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`, 'iu');
const DAY_FIRST = new RegExp(
  `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+(?:of\\s+)?${MONTH},?\\s+(\\d{4})(?!\\d)`,
  'iu',
);
const SLASHED = /(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)/u;

/** The first date in a text, in the forms people write; null when there is none. */
export function parseDate(text: string): ReadDate | null {
  const iso = ISO.exec(text);
  if (iso !== null) return dated(Number(iso[1]), Number(iso[2]), Number(iso[3]), false);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null) {
    return dated(Number(monthFirst[3]), monthNumber(monthFirst[1]), Number(monthFirst[2]), false);
  }
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) {
    return dated(Number(dayFirst[3]), monthNumber(dayFirst[2]), Number(dayFirst[1]), false);
  }
  const slashed = SLASHED.exec(text);
  if (slashed === null) return null;
  const year = Number(slashed[3]) < 100 ? 2000 + Number(slashed[3]) : Number(slashed[3]);
  const [first, second] = [Number(slashed[1]), Number(slashed[2])];
  if (first > 12) return dated(year, second, first, false);
  return dated(year, first, second, second <= 12 && first !== second);
}

function monthNumber(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').toLowerCase()) + 1;
}

function dated(year: number, month: number, day: number, ambiguous: boolean): ReadDate | null {
  const instant = new Date(Date.UTC(year, month - 1, day));
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day) return null;
  return { date: instant.toISOString().slice(0, 10), ambiguous };
}

/** Hours ahead of UTC. Abbreviations that change with the season are left out: they say no fixed offset. */
const ZONES: Readonly<Record<string, number>> = {
  utc: 0, gmt: 0, z: 0, wet: 0, bst: 1, cet: 1, west: 1, cest: 2, eet: 2, eest: 3, msk: 3, ist: 5.5, jst: 9,
  aest: 10, aedt: 11, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7,
}; // prettier-ignore

const CLOCK = /(?<![\d:.])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?\s*(am|pm)?/iu;
const HOUR = /(?<![\d:.])(1[0-2]|0?[1-9])\s*(am|pm)(?![a-z])/iu;
const NUMERIC_ZONE = /(?:utc|gmt)?\s*([+-−])(\d{1,2})(?::?(\d{2}))?(?!\d)/iu;

/** The first time of day in a text, with its zone; null when there is none. Give it the text behind the date. */
export function parseTime(text: string): ReadTime | null {
  const clock = CLOCK.exec(text);
  const found = clock ?? HOUR.exec(text);
  if (found === null) return null;
  const half = (clock === null ? found[2] : found[3])?.toLowerCase();
  const hour = Number(found[1]);
  const minutes = (clockHour(hour, half) % 24) * 60 + (clock === null ? 0 : Number(found[2]));
  return { minutes, offset: zoneOffset(text.slice(found.index + found[0].length)) };
}

function clockHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

function zoneOffset(rest: string): number | null {
  const numeric = NUMERIC_ZONE.exec(rest.slice(0, 14));
  if (numeric !== null && rest.slice(0, numeric.index).trim() === '') {
    const amount = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return numeric[1] === '+' ? amount : -amount;
  }
  for (const word of rest.slice(0, 80).match(/[a-z]+/giu) ?? []) {
    const hours = ZONES[word.toLowerCase()];
    if (hours !== undefined) return hours * 60;
  }
  return null;
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The weekday written in a text that does not fall on `date`; null when it fits or none is written. */
export function wrongWeekday(text: string, date: string): string | null {
  const written = /(?<![a-z])(sun|mon|tue|wed|thu|fri|sat)[a-z]*day(?![a-z])/iu.exec(text);
  if (written === null) return null;
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return WEEKDAYS.indexOf((written[1] ?? '').toLowerCase()) === day ? null : written[0];
}

/** The length of a call in minutes, from `1 Hour`, `~1.5 hrs`, `90 minutes` or `1h 30m`; null when unreadable. */
export function parseDuration(text: string): number | null {
  const hours = /(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:hours?|hrs?|h)(?![a-z])/iu.exec(text);
  const minutes = /(\d{1,4})\s*(?:minutes?|mins?|m|[’'′])(?![a-z])/iu.exec(text);
  if (hours === null && minutes === null) return null;
  const total =
    Number((hours?.[1] ?? '0').replace(',', '.')) * 60 + (minutes === null ? 0 : Number(minutes[1]));
  return total > 0 && total <= 7 * 24 * 60 ? Math.round(total) : null;
}
