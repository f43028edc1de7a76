import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { callDates } from '#lib/cadence/call-dates.ts';
import type { CalendarCall } from '#lib/calendar/calendar-call.ts';
import { nextSequence } from '#lib/calendar/next-sequence.ts';
import { calendarType, writeCalendarCall, writeFeed } from '#lib/calendar/write-calendar.ts';
import { readCalendar } from '#tests/support/read-calendar.mjs';

function call(changes: Partial<CalendarCall> = {}): CalendarCall {
  return {
    uid: '6f1c1c52-7f0f-4b51-9f2a-0d6a8f6c0f34',
    sequence: 0,
    changedAt: '2026-03-01T09:30:00.000Z',
    startsAt: '2026-03-30T12:00:00.000Z',
    lengthMinutes: 60,
    title: 'Core call #34',
    url: 'https://notes.example/core/34',
    description: '1. Welcome (5 min)\n2. Review previous actions',
    status: 'planned',
    ...changes,
  };
}

function feed(...calls: CalendarCall[]): string {
  return writeFeed({ title: 'Core', url: 'https://notes.example/core', refreshMinutes: 360, calls });
}

function eventOf(one: CalendarCall): ReturnType<typeof readCalendar>['events'][number] {
  const [event, ...others] = readCalendar(writeCalendarCall(one)).events;
  if (event === undefined || others.length > 0) throw new Error('Not one event.');
  return event;
}

test('the file of a call is one event in UTC', () => {
  expect(writeCalendarCall(call())).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Callnotes//Callnotes//EN',
      'CALSCALE:GREGORIAN',
      'BEGIN:VEVENT',
      'UID:6f1c1c52-7f0f-4b51-9f2a-0d6a8f6c0f34',
      'SEQUENCE:0',
      'DTSTAMP:20260301T093000Z',
      'LAST-MODIFIED:20260301T093000Z',
      'DTSTART:20260330T120000Z',
      'DTEND:20260330T130000Z',
      'SUMMARY:Core call #34',
      'URL:https://notes.example/core/34',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      String.raw`DESCRIPTION:1. Welcome (5 min)\n2. Review previous actions`,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
  expect(calendarType).toBe('text/calendar; charset=utf-8');
});

test('an independent parser reads what was written', () => {
  expect(eventOf(call())).toEqual({
    uid: '6f1c1c52-7f0f-4b51-9f2a-0d6a8f6c0f34',
    sequence: 0,
    status: 'CONFIRMED',
    transparency: 'OPAQUE',
    stampedAt: '2026-03-01T09:30:00.000Z',
    startsAt: '2026-03-30T12:00:00.000Z',
    endsAt: '2026-03-30T13:00:00.000Z',
    zone: 'UTC',
    title: 'Core call #34',
    description: '1. Welcome (5 min)\n2. Review previous actions',
    url: 'https://notes.example/core/34',
  });
});

test('an empty agenda is left out', () => {
  expect(writeCalendarCall(call({ description: ' \n' }))).not.toContain('DESCRIPTION');
});

describe('the feed of a series', () => {
  test('has its name, when to ask again, and the calls in their order', () => {
    const read = readCalendar(feed(call({ uid: 'b' }), call({ uid: 'a' })));
    expect(read.name).toBe('Core');
    expect(read.refreshSeconds).toBe(6 * 60 * 60);
    expect(read.events.map(({ uid }) => uid)).toEqual(['b', 'a']);
  });

  test('has the same instants as the cadence, across both clock changes', () => {
    const dates = callDates(
      { kind: 'biweekly', weekday: 1, time: '14:00', zone: 'Europe/Paris', anchor: '2026-01-05' },
      new Date('2026-01-01T00:00:00Z'),
      60,
    ).map((date) => date.toISOString());
    const calls = dates.map((startsAt, index) => call({ uid: String(index), startsAt }));
    expect(readCalendar(feed(...calls)).events.map(({ startsAt }) => startsAt)).toEqual(dates);
    expect(new Set(dates.map((date) => date.slice(11, 16)))).toEqual(new Set(['12:00', '13:00']));
  });

  test('may be empty', () => {
    expect(readCalendar(feed()).events).toEqual([]);
  });
});

describe('a call that changes', () => {
  test('keeps its UID and raises its SEQUENCE when it is moved', () => {
    const before = call();
    const moved = { ...before, startsAt: '2026-03-31T12:00:00.000Z' };
    const event = eventOf({ ...moved, sequence: nextSequence(before, moved) });
    expect(event).toMatchObject({ uid: before.uid, sequence: 1, startsAt: '2026-03-31T12:00:00.000Z' });
  });

  test('says that it is cancelled, in its title too, and leaves its time free', () => {
    const before = call({ sequence: 1 });
    const cancelled = call({ status: 'cancelled' });
    expect(eventOf({ ...cancelled, sequence: nextSequence(before, cancelled) })).toMatchObject({
      uid: before.uid,
      sequence: 2,
      status: 'CANCELLED',
      transparency: 'TRANSPARENT',
      title: 'Cancelled: Core call #34',
    });
  });

  test.each<[string, Partial<CalendarCall>, number]>([
    ['nothing', {}, 4],
    ['its title', { title: 'Core call, renamed' }, 4],
    ['its agenda', { description: 'none' }, 4],
    ['how its instant is written', { startsAt: '2026-03-30T14:00:00+02:00' }, 4],
    ['its start', { startsAt: '2026-03-30T12:05:00Z' }, 5],
    ['its length', { lengthMinutes: 45 }, 5],
    ['whether it is held', { status: 'cancelled' }, 5],
  ])('by %s has the sequence that calendars expect', (_, changes, sequence) => {
    expect(nextSequence(call({ sequence: 4 }), call(changes))).toBe(sequence);
  });
});

describe('a text that is no plain one', () => {
  test.each([
    ['the marks of the format', String.raw`a\b; c, d: "e" \n`],
    ['the end of an event', 'x\r\nEND:VEVENT\r\nBEGIN:VALARM'],
    ['line breaks of other systems', 'one\rtwo\u2028three\u0085four'],
  ])('stands in the title as text: %s', (_, title) => {
    const plain = title.replaceAll(/\r\n|[\r\u2028\u0085]/gu, '\n');
    expect(readCalendar(feed(call({ title }))).events.map((event) => event.title)).toEqual([plain]);
    const named = writeFeed({ title, url: 'https://notes.example', refreshMinutes: 1, calls: [] });
    expect(readCalendar(named).name).toBe(plain);
  });

  test('has the marks of the format escaped', () => {
    const written = writeCalendarCall(call({ title: String.raw`a;b,c\d:"e"`, description: 'x;y\nz' }));
    expect(written).toContain(String.raw`SUMMARY:a\;b\,c\\d:"e"`);
    expect(written).toContain(String.raw`DESCRIPTION:x\;y\nz`);
  });

  test('loses what no calendar may hold', () => {
    expect(eventOf(call({ title: 'a\u0000b\u0007c\u007fd\u009be\ud800f\tg' })).title).toBe('abcde\ufffdf\tg');
  });

  test('can be long: no piece has more than 75 octets or half a character', () => {
    const description = 'é😀漢字 with words, and; marks\n'.repeat(40);
    const written = writeCalendarCall(call({ description }));
    const pieces = written.split('\r\n').map((piece) => new TextEncoder().encode(piece));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(75);
    const strict = new TextDecoder('utf-8', { fatal: true });
    for (const piece of pieces) expect(() => strict.decode(piece)).not.toThrow();
    expect(eventOf(call({ description })).description).toBe(description);
  });
});

describe('what cannot stand in a calendar is refused', () => {
  test.each<[string, Partial<CalendarCall>]>([
    ['start', { startsAt: 'soon' }],
    ['start', { startsAt: '+012026-01-01T00:00:00Z' }],
    ['change', { changedAt: '' }],
    ['length', { lengthMinutes: 0 }],
    ['length', { lengthMinutes: Number.NaN }],
    ['sequence', { sequence: -1 }],
    ['sequence', { sequence: 0.5 }],
    ['address', { url: '/core/34' }],
    ['address', { url: 'javascript:alert(1)' }],
  ])('a %s: %o', (what, changes) => {
    expect(() => feed(call(changes))).toThrow(`A calendar cannot hold the ${what} of this call.`);
  });

  test('but an address that can be put right is put right', () => {
    const event = eventOf(call({ url: 'https://notes.example/a b;c,d\r\nATTACH:x' }));
    expect(event.url).toBe('https://notes.example/a%20b;c,dATTACH:x');
  });
});

test('any calls are read as the same calls', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 200 });
  /** Every sign that ends a line is a new line in a calendar. */
  const told = (text: string): string => text.replaceAll(/[\u2028\u2029]/gu, '\n');
  const instants = fc
    .integer({ min: 0, max: Date.UTC(2100, 0) / 1000 })
    .map((second) => new Date(second * 1000).toISOString());
  const calls = fc.array(
    fc.record({
      uid: fc.uuid(),
      sequence: fc.nat(),
      changedAt: instants,
      startsAt: instants,
      lengthMinutes: fc.integer({ min: 1, max: 1440 }),
      title: texts,
      url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
      description: texts,
      status: fc.constantFrom('planned' as const, 'cancelled' as const),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(calls, (planned) => {
      const written = feed(...planned);
      expect(feed(...planned)).toBe(written);
      expect(readCalendar(written).events).toEqual(
        planned.map((one) => ({
          uid: one.uid,
          sequence: one.sequence,
          status: one.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED',
          transparency: one.status === 'cancelled' ? 'TRANSPARENT' : 'OPAQUE',
          stampedAt: one.changedAt,
          startsAt: one.startsAt,
          endsAt: new Date(Date.parse(one.startsAt) + one.lengthMinutes * 60_000).toISOString(),
          zone: 'UTC',
          title: told(one.status === 'cancelled' ? `Cancelled: ${one.title}` : one.title),
          description: one.description.trim() === '' ? null : told(one.description),
          url: new URL(one.url).href,
        })),
      );
    }),
    { numRuns: 60 },
  );
});
