import type { Cadence, NthInMonth } from './cadence.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const places: Readonly<Record<NthInMonth, string>> = {
  1: 'first',
  2: 'second',
  3: 'third',
  4: 'fourth',
  5: 'fifth',
  last: 'last',
};

/** A cadence in words, such as `Every two weeks on Monday at 14:00, Europe/Paris`. */
export function cadenceWords(cadence: Cadence): string {
  return `${rhythm(cadence)} at ${cadence.time}, ${cadence.zone.replaceAll('_', ' ')}`;
}

function rhythm(cadence: Cadence): string {
  const weekday = weekdays[cadence.weekday - 1] ?? '';
  switch (cadence.kind) {
    case 'weekly':
      return `Every week on ${weekday}`;
    case 'biweekly':
      return `Every two weeks on ${weekday}`;
    case 'monthlyNthWeekday':
      return cadence.nth === 5
        ? `On the fifth ${weekday} of the months that have one`
        : `Every month on the ${places[cadence.nth]} ${weekday}`;
  }
}
