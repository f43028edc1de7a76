import Link from 'next/link';
import { CallStatusChip } from '#components/call/call-status-chip.tsx';
import { CallTime } from '#components/times/call-time.tsx';
import { MovedFrom } from '#components/times/moved-from.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { SeriesCall } from '#server/queries/series-view.ts';

const cell = 'md:py-2.5 md:pe-4 align-baseline';
const head = 'py-2 pe-4 text-start font-medium text-faint';
const figureHead = 'w-20 py-2 ps-2 text-end font-medium text-faint';

/** The calls of a series, newest first. */
export function CallsTable({ slug, zone, calls }: { slug: string; zone: string; calls: SeriesCall[] }) {
  return (
    <table className="calls-table w-full border-y">
      <caption className="sr-only">Calls of this series, newest first</caption>
      <thead className="border-b text-small">
        <tr>
          <th scope="col" className={`${head} w-14`}>
            No.
          </th>
          <th scope="col" className={head}>
            Call
          </th>
          <th scope="col" className={head}>
            When
          </th>
          <th scope="col" className={head}>
            State
          </th>
          <th scope="col" className={head}>
            Notetaker
          </th>
          <th scope="col" className={figureHead}>
            Decisions
          </th>
          <th scope="col" className={figureHead}>
            Actions
          </th>
          <th scope="col" className={figureHead}>
            Gaps
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {calls.map((call) => (
          <CallRow key={call.number} slug={slug} zone={zone} call={call} />
        ))}
      </tbody>
    </table>
  );
}

function CallRow({ slug, zone, call }: { slug: string; zone: string; call: SeriesCall }) {
  return (
    <tr className="relative transition-colors hover:bg-sunken">
      <td className={classNames(cell, 'tabular text-faint')}>{call.number}</td>
      <th scope="row" className={classNames(cell, 'calls-title text-start font-medium wrap-anywhere')}>
        <Link
          href={`/${slug}/${String(call.number)}`}
          className={classNames(
            'after:absolute after:inset-0 hover:underline',
            call.cancelled && 'text-soft line-through',
          )}
        >
          {call.title}
        </Link>
      </th>
      <td className={classNames(cell, 'calls-when text-soft')}>
        <CallTime startsAt={call.startsAt} heldOn={call.heldOn} zone={zone} />
        {call.movedFrom === null || call.cancelled ? null : (
          <span className="block text-small text-faint">
            <MovedFrom movedFrom={call.movedFrom} startsAt={call.startsAt} />
          </span>
        )}
      </td>
      <td className={classNames(cell, 'calls-state')}>
        <CallStatusChip status={call.status} cancelled={call.cancelled} />
      </td>
      <td className={classNames(cell, 'calls-notetaker text-soft', call.notetaker === null && 'calls-none')}>
        {call.notetaker ?? <span className="text-faint">Nobody yet</span>}
      </td>
      <Figure value={call.decisions} label={call.decisions === 1 ? 'decision' : 'decisions'} />
      <Figure
        value={call.actions}
        label={call.actions === 1 ? 'action' : 'actions'}
        note={call.openActions === 0 ? null : `${String(call.openActions)} open`}
      />
      <Figure value={call.gaps} label={call.gaps === 1 ? 'gap' : 'gaps'} warn />
    </tr>
  );
}

type FigureProps = { value: number; label: string; note?: string | null; warn?: boolean };

function Figure({ value, label, note = null, warn = false }: FigureProps) {
  return (
    <td
      data-label={note === null ? label : `${label}, ${note}`}
      className={classNames(
        'calls-figure tabular align-baseline md:py-2.5 md:ps-2 md:text-end',
        value === 0 && 'calls-none text-faint',
        value > 0 && warn && 'font-medium text-gap',
      )}
    >
      {value}
      {note === null ? null : (
        <span className="text-small whitespace-nowrap text-faint max-md:hidden">, {note}</span>
      )}
    </td>
  );
}
