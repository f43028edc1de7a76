import { agendaMinutes, agendaMinutesText } from '#lib/agenda/agenda-minutes.ts';
import { classNames } from '#components/ui/class-names.ts';
import { itemTitle } from '#lib/agenda/item-title.ts';
import type { SectionView } from '#server/queries/notes-view.ts';
import { itemAnchor } from '#lib/notes/item-anchor.ts';

type ContentsListProps = { sections: SectionView[]; lengthMinutes: number };

/** The agenda as a list of links into the notes, with its boxes and their sum. */
export function ContentsList({ sections, lengthMinutes }: ContentsListProps) {
  const items = sections.flatMap(({ item }) => (item === null ? [] : [item]));
  const sum = agendaMinutes(items, lengthMinutes);
  const sumText = agendaMinutesText(sum);
  return (
    <>
      <ol className="text-small">
        {items.map((item) => (
          <li key={item.id}>
            <a
              href={`#${itemAnchor(item.key, item.title)}`}
              aria-current={item.state === 'current' ? 'step' : undefined}
              className={classNames(
                'grid grid-cols-[1.75rem_1fr_auto] gap-x-1 rounded-small py-1 pe-1 hover:bg-hover',
                item.level === 2 && 'ps-3 text-soft',
              )}
            >
              <span className="tabular text-faint">{item.key}</span>
              <span
                className={classNames(
                  'min-w-0 wrap-anywhere',
                  item.state === 'current' && 'font-semibold text-live',
                  item.state === 'done' && 'text-faint',
                )}
              >
                {itemTitle(item.title)}
                {item.state === 'done' ? <span className="sr-only"> (done)</span> : null}
              </span>
              {item.minutes === null ? null : (
                <span className="tabular text-faint">
                  {item.minutes}
                  <span aria-hidden="true">′</span>
                  <span className="sr-only"> minutes</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ol>
      {sumText === null ? null : (
        <p
          className={classNames(
            'mt-2 border-t pt-2 text-small text-soft',
            sum.over > 0 && 'font-medium text-danger',
          )}
        >
          {sumText}
          {sum.over > 0 ? `, ${String(sum.over)} too many` : ''}
        </p>
      )}
    </>
  );
}
