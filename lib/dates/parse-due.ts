import { callDay, type CallDate } from './call-day.ts';
import { dayInZone, isoDay, type CalendarDay } from './calendar-day.ts';
import { duePhrases, type DueContext, type DuePhrase } from './due-phrases.ts';

/** A due date found in a text. */
export type Due = {
  /** `YYYY-MM-DD`. */
  date: string;
  /** The words that say it, with the cue in front. */
  text: string;
  /** Where these words stand in the text: from the first character to the one behind the last. */
  from: number;
  to: number;
};

export type DueOptions = CallDate & {
  /** When the next call of the series starts; without it `next call` is no date. */
  nextCallAt?: string | null;
};

/**
 * The due date that a text names in plain words, counted from the day of the call in its zone; the last one when it
 * names several. A day alone in prose is none: it needs a cue such as `by friday`, `until 3 Dec` or `due 2026-12-01`,
 * has a cue of its own (`in 2 weeks`), ends the text as only a due date does (`tomorrow`, `end of month`, `next
 * call`), or is the whole text. Null when there is none or the day does not exist; without a day of the call only a
 * date with its year is one.
 */
export function parseDue(text: string, { nextCallAt = null, ...date }: DueOptions): Due | null {
  const nextCall = nextCallAt === null ? null : dayInZone(nextCallAt, date.zone);
  const call = callDay(date);
  const context = call === null ? null : { call, nextCall };

  let best: Due | null = null;
  for (const phrase of patterns) {
    for (const found of findPhrase(text, phrase, context)) {
      if (best === null || found.to > best.to || (found.to === best.to && found.from < best.from))
        best = found;
    }
  }
  return best;
}

const CUE =
  '(?:(?:due|deadline)(?: (?:is|by|on|until))?:?|by|until|till|before|(?:no|not) later than)(?: (?:eod|cob|(?:the )?end of(?: day)?))?';

const patterns = duePhrases.map(({ words, stands, resolve }) => ({
  stands,
  resolve,
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}.'’/-])(?:(?<cue>${CUE})\\s+)?(?:${words})(?![\\p{L}\\p{N}/]|[-.'’]\\p{L}|[-.]\\d)`,
    'giu',
  ),
}));

function* findPhrase(
  text: string,
  { pattern, stands, resolve }: (typeof patterns)[number],
  context: DueContext | null,
): Generator<Due> {
  for (const match of text.matchAll(pattern)) {
    const groups = lowerCased(match.groups);
    const from = match.index;
    const to = from + match[0].length;
    const rest = text.slice(to);
    const last = /^[\s.!)]*$/u.test(rest);
    const alone = last && text.slice(0, from).trim() === '';
    const means =
      alone || stands === 'anywhere' || groups['cue'] !== undefined || (stands === 'last' && last);
    const day = means ? dayMeant(resolve, groups, context) : null;
    if (day !== null) yield { date: isoDay(day), text: match[0], from, to };
  }
}

const NO_CALL: DueContext = { call: 0, nextCall: null };

/** A date with its year is the same whenever the call is; all others need its day. */
function dayMeant(
  resolve: DuePhrase['resolve'],
  groups: Record<string, string | undefined>,
  context: DueContext | null,
): CalendarDay | null {
  if (context === null && groups['year'] === undefined) return null;
  return resolve(groups, context ?? NO_CALL);
}

function lowerCased(groups: Record<string, string | undefined> = {}): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, value?.toLowerCase().replace(/\s+/gu, ' ')]),
  );
}
