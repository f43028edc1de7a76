import type { AgendaFit } from './agenda-fit.ts';
import { agendaMinutesText } from './agenda-minutes.ts';
import { itemTitle } from './item-title.ts';

type Titled = { id: string; title: string };

/**
 * How an agenda fits into its call, in a sentence such as `70 of 60 minutes: “Testing” and 2 more fall off the end`; null
 * when nothing of it is boxed.
 */
export function agendaFitText(fit: AgendaFit, items: readonly Titled[]): string | null {
  const sum = agendaMinutesText(fit);
  if (sum === null || fit.over === 0) return sum;
  const late = fit.items.filter((item) => item.level === 1 && item.fit !== 'in');
  const [first, ...more] = late;
  if (first === undefined) return sum;
  const title = items.find(({ id }) => id === first.id)?.title ?? '';
  const name = `“${itemTitle(title)}”`;
  if (more.length === 0)
    return `${sum}: ${name} ${first.fit === 'cut' ? 'is cut short' : 'falls off the end'}`;
  return `${sum}: ${name} and ${String(more.length)} more fall off the end`;
}

/** How many items nobody has given any time, such as `2 items have no time given`; null for none. */
export function unboxedText(fit: AgendaFit): string | null {
  const count = fit.items.filter(({ unboxed }) => unboxed).length;
  if (count === 0) return null;
  return count === 1 ? '1 item has no time given' : `${String(count)} items have no time given`;
}

/** What stands beside an item that does not end in time; null beside all others. */
export function itemFitText(fit: AgendaFit['items'][number]['fit']): string | null {
  switch (fit) {
    case 'in':
      return null;
    case 'cut':
      return 'cut short at the end';
    case 'off':
      return 'falls off the end';
  }
}
