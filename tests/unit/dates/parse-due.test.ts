import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it, test } from 'vitest';
import { parseDue } from '#lib/dates/parse-due.ts';

// A Monday.
const monday = '2026-06-29';

function due(text: string, day = monday, nextCallAt: string | null = null): string | null {
  return parseDue(text, { startsAt: `${day}T12:00:00Z`, zone: 'UTC', nextCallAt })?.date ?? null;
}

describe('a due date in plain words, on Monday 29 June 2026', () => {
  test.each([
    ['by friday', '2026-07-03'],
    ['by Fri', '2026-07-03'],
    ['by monday', '2026-07-06'],
    ['until tuesday', '2026-06-30'],
    ['by this monday', '2026-06-29'],
    ['by next friday', '2026-07-10'],
    ['before the coming Sunday', '2026-07-05'],
    ['Friday', '2026-07-03'],
    ['due today', '2026-06-29'],
    ['tomorrow', '2026-06-30'],
    ['by tomorrow', '2026-06-30'],
    ['the day after tomorrow', '2026-07-01'],
    ['in 2 weeks', '2026-07-13'],
    ['in two weeks', '2026-07-13'],
    ['2 weeks', '2026-07-13'],
    ['in a week', '2026-07-06'],
    ['within the next 3 days', '2026-07-02'],
    ['in 1 day', '2026-06-30'],
    ['in a couple of months', '2026-08-29'],
    ['in a year', '2027-06-29'],
    ['in 3 working days', '2026-07-02'],
    ['in 10 business days', '2026-07-13'],
    ['this week', '2026-07-03'],
    ['by the end of the week', '2026-07-03'],
    ['EOW', '2026-07-03'],
    ['next week', '2026-07-10'],
    ['end of next week', '2026-07-10'],
    ['end of month', '2026-06-30'],
    ['by the end of this month', '2026-06-30'],
    ['end of next month', '2026-07-31'],
    ['next month', '2026-07-31'],
    ['end of September', '2026-09-30'],
    ['end of feb', '2027-02-28'],
    ['end of quarter', '2026-06-30'],
    ['end of year', '2026-12-31'],
    ['by EOD', '2026-06-29'],
    ['by eod friday', '2026-07-03'],
    ['by end of day tomorrow', '2026-06-30'],
    ['2026-12-01', '2026-12-01'],
    ['due: 2026-12-01', '2026-12-01'],
    ['2026/12/01', '2026-12-01'],
    ['1.12.2026', '2026-12-01'],
    ['3 Dec', '2026-12-03'],
    ['Thu 3 Dec', '2026-12-03'],
    ['by Friday, 10 July 2026', '2026-07-10'],
    ['by fri Dec 4', '2026-12-04'],
    ['by 3rd of December', '2026-12-03'],
    ['Dec 3', '2026-12-03'],
    ['deadline is December 3rd, 2027', '2027-12-03'],
    ['3 June', '2027-06-03'],
    ['29 June', '2026-06-29'],
    ['by the 15th', '2026-07-15'],
    ['by the 31st', '2026-07-31'],
    ['no later than friday', '2026-07-03'],
    ['BY FRIDAY', '2026-07-03'],
  ])('"%s" is %s', (text, expected) => {
    expect(due(text)).toBe(expected);
  });

  test.each([
    ['I’ll write it up by friday', '2026-07-03'],
    ['I’ll write it up by friday, with Milou', '2026-07-03'],
    ['Will send the draft tomorrow.', '2026-06-30'],
    ['Ready in 2 weeks if the tests pass', '2026-07-13'],
    ['Otto to close it before 3 Dec (or not)', '2026-12-03'],
    ['Not by tuesday, but by friday', '2026-07-03'],
    ['Tidy the backlog, end of month', '2026-06-30'],
  ])('is found in "%s": %s', (text, expected) => {
    expect(due(text)).toBe(expected);
  });

  test.each([
    'Friday was quiet',
    'The build broke on friday',
    'Spike in March',
    'It may be fine',
    'The march of progress',
    'Released 2026-05-01 to everybody',
    'We met on 3 Dec',
    'Call tomorrow at eight',
    'The fix went out today',
    'Runs for 2 weeks',
    'in 4-5 months',
    'in 2 weeksy',
    'by fridayish',
    'by monday.example',
    'by 12/3',
    'by noon',
    'by march',
    'by 31 Feb',
    '2026-02-30',
    'by the 32nd',
    'in 900 days',
    'next call',
    'goodbye friday',
    '',
  ])('is not guessed from "%s"', (text) => {
    expect(due(text)).toBeNull();
  });
});

describe('a due date', () => {
  test.each([
    { from: '2026-12-31', text: 'tomorrow', expected: '2027-01-01' },
    { from: '2026-12-30', text: 'in 3 days', expected: '2027-01-02' },
    { from: '2026-12-30', text: 'next month', expected: '2027-01-31' },
    { from: '2026-12-30', text: 'by 2 Jan', expected: '2027-01-02' },
    { from: '2026-12-30', text: 'by the 1st', expected: '2027-01-01' },
    { from: '2026-12-31', text: 'by next friday', expected: '2027-01-08' },
    { from: '2027-01-31', text: 'in a month', expected: '2027-02-28' },
    { from: '2028-01-31', text: 'in a month', expected: '2028-02-29' },
    { from: '2028-02-28', text: 'tomorrow', expected: '2028-02-29' },
    { from: '2027-02-28', text: 'tomorrow', expected: '2027-03-01' },
    { from: '2028-02-29', text: 'in a year', expected: '2029-02-28' },
    { from: '2028-02-10', text: 'end of month', expected: '2028-02-29' },
    { from: '2026-03-01', text: 'by 29 Feb', expected: '2028-02-29' },
    { from: '2026-02-01', text: 'by the 30th', expected: '2026-03-30' },
    { from: '2026-01-15', text: 'end of quarter', expected: '2026-03-31' },
    { from: '2026-10-01', text: 'end of quarter', expected: '2026-12-31' },
    { from: '2026-12-31', text: 'end of year', expected: '2026-12-31' },
    { from: '2026-07-03', text: 'by friday', expected: '2026-07-10' },
    { from: '2026-07-03', text: 'end of week', expected: '2026-07-03' },
    { from: '2026-07-04', text: 'end of week', expected: '2026-07-10' },
    { from: '2026-07-05', text: 'next week', expected: '2026-07-10' },
    { from: '2026-07-03', text: 'in 1 working day', expected: '2026-07-06' },
  ])('from $from, "$text", is $expected', ({ from, text, expected }) => {
    expect(due(text, from)).toBe(expected);
  });

  it('counts from the day the call has in its own zone', () => {
    const late = { startsAt: '2026-06-29T22:30:00Z' };
    expect(parseDue('tomorrow', { ...late, zone: 'Europe/Berlin' })?.date).toBe('2026-07-01');
    expect(parseDue('tomorrow', { ...late, zone: 'America/New_York' })?.date).toBe('2026-06-30');
  });

  it('of the next call is that call’s day in the zone', () => {
    expect(due('by the next call', monday, '2026-07-13T23:30:00Z')).toBe('2026-07-13');
    expect(due('Bring it to the next meeting', monday, '2026-07-13T12:00:00Z')).toBe('2026-07-13');
    expect(
      parseDue('next call', {
        startsAt: `${monday}T12:00:00Z`,
        zone: 'Asia/Tokyo',
        nextCallAt: '2026-07-13T23:30:00Z',
      })?.date,
    ).toBe('2026-07-14');
  });

  it('says where its words stand', () => {
    const text = 'Draft it by friday, please';
    const found = parseDue(text, { startsAt: `${monday}T12:00:00Z`, zone: 'UTC' });
    expect(found).toMatchObject({ text: 'by friday', from: 9, to: 18 });
    expect(text.slice(found?.from, found?.to)).toBe(found?.text);
  });

  it('is a date with its year alone, while the call has no date', () => {
    const undated = { startsAt: null, zone: 'Europe/Berlin' };
    expect(parseDue('by 2026-12-01', undated)?.date).toBe('2026-12-01');
    expect(parseDue('3 Dec 2026', undated)?.date).toBe('2026-12-03');
    for (const text of ['tomorrow', 'by friday', 'in 2 weeks', '3 Dec', 'by the 15th']) {
      expect(parseDue(text, undated)).toBeNull();
    }
  });

  it('counts from the day of a call without a time', () => {
    const held = { startsAt: null, heldOn: monday, zone: 'Pacific/Auckland' };
    expect(parseDue('tomorrow', held)?.date).toBe('2026-06-30');
    expect(parseDue('tomorrow', { ...held, heldOn: 'some day' })).toBeNull();
  });

  test.each([
    { startsAt: 'some day', zone: 'UTC' },
    { startsAt: `${monday}T12:00:00Z`, zone: 'Nowhere/Land' },
  ])('is none without a known day and zone: $startsAt in $zone', (options) => {
    expect(parseDue('tomorrow', options)).toBeNull();
  });
});

it('is a day that exists, and its words stand where it says, in any text', () => {
  const words = ['by', 'until', 'friday', 'next', 'in', '31', '29', 'feb', 'the', '2nd', 'end of', 'month', 'week', '2 weeks', '2028', '.', ',', '…', 'tomorrow']; // prettier-ignore
  const texts = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 8 });
  const days = fc.date({ min: new Date('1999-01-01'), max: new Date('2101-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(texts, days, (parts, day) => {
      const text = parts.join(' ');
      const found = parseDue(text, { startsAt: day.toISOString(), zone: 'Pacific/Auckland' });
      if (found === null) return;
      expect(text.slice(found.from, found.to)).toBe(found.text);
      expect(new Date(`${found.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(found.date);
    }),
    { numRuns: 300 },
  );
});
