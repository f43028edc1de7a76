import {
  addMonths,
  addWorkingDays,
  calendarDay,
  lastOfMonth,
  partsOfDay,
  weekdayOf,
  type CalendarDay,
} from './calendar-day.ts';

/** What a phrase is resolved against. */
export type DueContext = {
  /** The day of the call in its zone. */
  call: CalendarDay;
  /** The day of the next call of the series; null when there is none yet. */
  nextCall: CalendarDay | null;
};

export type DuePhrase = {
  /** The source of a pattern, with named groups. */
  words: string;
  /**
   * Where the phrase means a due date by itself: anywhere, as the last words of a text, or only behind a cue word
   * such as `by`. A text that is nothing but the phrase always does.
   */
  stands: 'anywhere' | 'last' | 'behind a cue';
  /** The day; null when there is no such day. */
  resolve(groups: Readonly<Record<string, string | undefined>>, context: DueContext): CalendarDay | null;
};

const FRIDAY = 5;
const MAX_COUNT = 366;
/** How far ahead a date without a year is looked for: 29 February may be eight years off. */
const MAX_YEARS = 8;

const weekdays = ['mon(?:day)?', 'tue(?:s|sday)?', 'wed(?:s|nesday)?', 'thu(?:r|rs|rsday)?', 'fri(?:day)?', 'sat(?:urday)?', 'sun(?:day)?']; // prettier-ignore
const months = ['jan(?:uary)?', 'feb(?:ruary)?', 'mar(?:ch)?', 'apr(?:il)?', 'may', 'june?', 'july?', 'aug(?:ust)?', 'sept?(?:ember)?', 'oct(?:ober)?', 'nov(?:ember)?', 'dec(?:ember)?']; // prettier-ignore
const counts = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

const MONTH = `(?<month>${months.join('|')})\\.?`;
const WEEKDAY = `(?<weekday>${weekdays.join('|')})`;
/** A weekday that stands before a date, as the date is printed; the date counts. */
const NAMED = `(?:(?:${weekdays.join('|')}),? )?`;
const SPAN = `(?<count>\\d{1,3}|an?|${counts.join('|')}|a couple of)\\s+(?<unit>(?:working |business )?days?|weeks?|months?|years?)`;
const MEETING = '(?:call|meeting|sync|session)';

/**
 * The phrases that may name a due date, each with what it means. A week ends on its Friday; the Friday of `next
 * friday` lies in the week after the call's, Mondays first; a date without a year is the first one from the call on.
 */
export const duePhrases: readonly DuePhrase[] = [
  {
    words: '(?<year>\\d{4})[-/](?<monthNumber>\\d{2})[-/](?<day>\\d{2})',
    stands: 'behind a cue',
    resolve: ({ year, monthNumber, day }) => calendarDay(Number(year), Number(monthNumber), Number(day)),
  },
  {
    words: '(?<day>\\d{1,2})\\.(?<monthNumber>\\d{1,2})\\.(?<year>\\d{4})',
    stands: 'behind a cue',
    resolve: ({ year, monthNumber, day }) => calendarDay(Number(year), Number(monthNumber), Number(day)),
  },
  {
    words: `${NAMED}(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? (?<year>\\d{4}))?`,
    stands: 'behind a cue',
    resolve: dateInWords,
  },
  {
    words: `${NAMED}${MONTH} (?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>\\d{4}))?(?!:)`,
    stands: 'behind a cue',
    resolve: dateInWords,
  },
  {
    words: 'the (?<day>\\d{1,2})(?:st|nd|rd|th)',
    stands: 'behind a cue',
    resolve: ({ day }, { call }) => nextDayOfMonth(Number(day), call),
  },
  {
    words: `(?<which>this |next |the coming )?${WEEKDAY}`,
    stands: 'behind a cue',
    resolve: ({ which, weekday }, { call }) => {
      const wanted = placeIn(weekdays, weekday);
      if (which === 'next ') return call - weekdayOf(call) + 7 + wanted;
      const ahead = (wanted - weekdayOf(call) + 7) % 7;
      return call + (ahead === 0 && which !== 'this ' ? 7 : ahead);
    },
  },
  { words: 'today|tonight', stands: 'behind a cue', resolve: (_, { call }) => call },
  { words: 'tomorrow', stands: 'last', resolve: (_, { call }) => call + 1 },
  { words: 'the day after tomorrow', stands: 'last', resolve: (_, { call }) => call + 2 },
  { words: `(?:in|within)(?: the next)? ${SPAN}`, stands: 'anywhere', resolve: span },
  { words: SPAN, stands: 'behind a cue', resolve: span },
  {
    words: `(?:the )?end of ${MONTH}`,
    stands: 'last',
    resolve: ({ month }, { call }) =>
      lastOfMonth(call, (placeIn(months, month) - partsOfDay(call).month + 12) % 12),
  },
  { words: 'eod|cob|(?:the )?end of (?:the )?day', stands: 'last', resolve: (_, { call }) => call },
  {
    words:
      '(?<which>this|next) week|(?:eow|(?:the )?end of (?:the |this )?week)|(?:the )?end of (?<later>next week)',
    stands: 'last',
    resolve: ({ which, later }, { call }) => {
      const friday =
        weekdayOf(call) <= FRIDAY ? call - weekdayOf(call) + FRIDAY : call - weekdayOf(call) + 7 + FRIDAY;
      const next = call - weekdayOf(call) + 7 + FRIDAY;
      return which === 'next' || later !== undefined ? next : friday;
    },
  },
  {
    words:
      '(?<which>this|next) month|(?:eom|(?:the )?end of (?:the |this )?month)|(?:the )?end of (?<later>next month)',
    stands: 'last',
    resolve: ({ which, later }, { call }) =>
      lastOfMonth(call, which === 'next' || later !== undefined ? 1 : 0),
  },
  {
    words: '(?:eoq|(?:the )?end of (?:the |this )?quarter)',
    stands: 'last',
    resolve: (_, { call }) => lastOfMonth(call, (3 - (partsOfDay(call).month % 3)) % 3),
  },
  {
    words: '(?:eoy|(?:the )?end of (?:the |this )?year)',
    stands: 'last',
    resolve: (_, { call }) => lastOfMonth(call, 12 - partsOfDay(call).month),
  },
  {
    words: `(?:in |at |for |on )?(?:the |our )?next ${MEETING}`,
    stands: 'last',
    resolve: (_, { nextCall }) => nextCall,
  },
];

function dateInWords(
  { day, month, year }: Readonly<Record<string, string | undefined>>,
  { call }: DueContext,
): CalendarDay | null {
  const monthNumber = placeIn(months, month);
  if (year !== undefined) return calendarDay(Number(year), monthNumber, Number(day));
  const from = partsOfDay(call).year;
  for (let ahead = 0; ahead <= MAX_YEARS; ahead++) {
    const found = calendarDay(from + ahead, monthNumber, Number(day));
    if (found !== null && found >= call) return found;
  }
  return null;
}

function nextDayOfMonth(dayOfMonth: number, call: CalendarDay): CalendarDay | null {
  const { year, month } = partsOfDay(call);
  for (let ahead = 0; ahead <= 2; ahead++) {
    const index = month - 1 + ahead;
    const found = calendarDay(year + Math.floor(index / 12), (index % 12) + 1, dayOfMonth);
    if (found !== null && found >= call) return found;
  }
  return null;
}

function span(
  { count, unit }: Readonly<Record<string, string | undefined>>,
  { call }: DueContext,
): CalendarDay | null {
  const many = countOf(count ?? '');
  if (many > MAX_COUNT) return null;
  switch ((unit ?? '').replace(/s$/u, '')) {
    case 'day':
      return call + many;
    case 'week':
      return call + many * 7;
    case 'month':
      return addMonths(call, many);
    case 'year':
      return addMonths(call, many * 12);
    default:
      return addWorkingDays(call, many);
  }
}

function countOf(text: string): number {
  if (/^\d/u.test(text)) return Number(text);
  if (text === 'a couple of') return 2;
  return text.startsWith('a') ? 1 : counts.indexOf(text) + 1;
}

/** The place, from 1, of the pattern that a word is spelled by. */
function placeIn(patterns: readonly string[], word = ''): number {
  return patterns.findIndex((pattern) => new RegExp(`^(?:${pattern})$`, 'u').test(word)) + 1;
}
