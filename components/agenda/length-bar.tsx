import { TriangleAlert } from 'lucide-react';
import { agendaFit } from '#lib/agenda/agenda-fit.ts';
import { agendaFitText, unboxedText } from '#lib/agenda/agenda-words.ts';
import { classNames } from '#components/ui/class-names.ts';

/** An item as far as the length of its agenda goes. */
export type LengthItem = { id: string; level: 1 | 2; minutes: number | null; title: string };

type LengthBarProps = { items: readonly LengthItem[]; lengthMinutes: number | null };

/** How the agenda fills the call: a piece for each item, red where it goes on after the end, and the same in words. */
export function LengthBar({ items, lengthMinutes }: LengthBarProps) {
  const fit = agendaFit(items, lengthMinutes);
  const text = agendaFitText(fit, items);
  const unboxed = unboxedText(fit);
  if (items.length === 0 || (text === null && unboxed === null)) return null;
  const over = fit.over > 0;
  const whole = Math.max(fit.planned, lengthMinutes ?? 0, 1);
  const percent = (minutes: number): string => `${String((minutes / whole) * 100)}%`;
  return (
    <section aria-label="Length of the agenda" className="my-3 max-w-3xl print:hidden">
      <p className="flex flex-wrap items-baseline gap-x-3 text-small text-soft">
        <span className={classNames('tabular', over && 'font-semibold text-danger')}>
          {over ? (
            <TriangleAlert aria-hidden="true" className="me-1 inline size-3.5 align-[-0.125rem]" />
          ) : null}
          {text ?? 'No item has its minutes yet'}
        </span>
        {unboxed === null ? null : <span>{unboxed}</span>}
      </p>
      <div aria-hidden="true" className="relative mt-1.5 h-2 overflow-hidden rounded-full bg-hover">
        {fit.items
          .filter((item) => item.level === 1 && item.minutes > 0)
          .map((item) => (
            <span
              key={item.id}
              className="absolute inset-y-0 border-e-2 border-page bg-accent last:border-e-0"
              style={{ insetInlineStart: percent(item.startsAt), width: percent(item.minutes) }}
            />
          ))}
        {over && lengthMinutes !== null ? (
          <span
            className="length-over absolute inset-y-0 end-0"
            style={{ insetInlineStart: percent(lengthMinutes) }}
          />
        ) : null}
      </div>
    </section>
  );
}
