import { calendarType } from './write-calendar.ts';

/** A calendar file and what tells it from the same file at another time. */
export type CalendarFile = {
  body: string;
  /** Another for other bytes; letters, digits, `-` and `_` only. */
  version: string;
  /** When anything of it last changed. */
  changedAt: Date;
  /** The name under which a browser keeps it. */
  fileName: string;
};

/** What whoever asks has already, as the request's headers tell it; null where they do not. */
export type KnownFile = { ifNoneMatch: string | null; ifModifiedSince: string | null };

export type CalendarAnswer = { status: 200 | 304; headers: Record<string, string>; body: string | null };

/**
 * The answer to somebody who asks for a calendar: the file, or that they have it already (RFC 9110, 13.1). Where both
 * headers are sent, the version decides alone.
 */
export function answerCalendar(file: CalendarFile, known: KnownFile): CalendarAnswer {
  const headers = {
    ETag: `"${file.version}"`,
    'Last-Modified': file.changedAt.toUTCString(),
    'Cache-Control': 'private, no-cache',
  };
  if (isKnown(file, known)) return { status: 304, headers, body: null };
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': calendarType,
      'Content-Disposition': `inline; filename="${file.fileName.replaceAll(/[^\w.-]/gu, '-')}"`,
      'X-Robots-Tag': 'noindex',
    },
    body: file.body,
  };
}

function isKnown({ version, changedAt }: CalendarFile, { ifNoneMatch, ifModifiedSince }: KnownFile): boolean {
  if (ifNoneMatch !== null) {
    const versions = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//u, ''));
    return versions.includes('*') || versions.includes(`"${version}"`);
  }
  if (ifModifiedSince === null) return false;
  const since = Date.parse(ifModifiedSince);
  // Headers tell whole seconds.
  return !Number.isNaN(since) && Math.floor(changedAt.getTime() / 1000) <= Math.floor(since / 1000);
}
