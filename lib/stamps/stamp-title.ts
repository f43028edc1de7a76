import { formatElsewhere, formatUtc } from '#lib/times/format-instant.ts';

/** What a stamp's instant (ISO) is on other clocks: `Mon 29 Jun 2020, 12:12 UTC, 14:12 your time`. */
export function stampTitle(at: string, readerZone: string): string {
  const utc = formatUtc(at);
  if (readerZone === 'UTC' || readerZone === 'Etc/UTC') return utc;
  return `${utc}, ${formatElsewhere(at, readerZone)} your time`;
}
