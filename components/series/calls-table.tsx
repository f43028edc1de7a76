import Link from 'next/link';
import { CallStatusChip } from '#components/call/call-status-chip.tsx';
import { CallTime } from '#components/times/call-time.tsx';
import { YourTime } from '#components/times/your-time.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatClock, formatDay } from '#lib/times/format-instant.ts';
import type { SeriesCall } from '#server/queries/series-view.ts';

const cell = 'md:py-2.5 md:pe-4 align-baseline';
const head = 'py-2 pe-4 text-start font-medium text-faint';
const figureHead = 'w-20 py-2 ps-2 text-end font-medium text-faint';

/** The calls of a series, newest first. */
export function CallsTable({ slug, calls }: { slug: string; calls: SeriesCall[] }) {
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
          <CallRow key={call.number} slug={slug} call={call} />
        ))}
      </tbody>
    </table>
  );
}

function CallRow({ slug, call }: { slug: string; call: SeriesCall }) {
  return (
    <tr className="relative transition-colors hover:bg-sunken">
      <td className={classNames(cell, 'tabular text-faint')}>{call.number}</td>
      <th scope="row" className={classNames(cell, 'calls-title text-start font-medium wrap-anywhere')}>
        <Link
          href={`/${slug}/${String(call.number)}`}
          className="after:absolute after:inset-0 hover:underline"
        >
          {call.title}
        </Link>
      </th>
      <td className={classNames(cell, 'calls-when text-soft')}>
        {call.startsAt === null ? (
          <CallTime startsAt={null} heldOn={call.heldOn} zone="UTC" />
        ) : (
          <>
            <time dateTime={call.startsAt} className="whitespace-nowrap">
              {formatDay(call.startsAt)} <span className="text-faint">{formatClock(call.startsAt)} UTC</span>
            </time>
            <span className="text-faint">
              <YourTime instant={call.startsAt} lead=" · " />
            </span>
          </>
        )}
      </td>
      <td className={classNames(cell, 'calls-state')}>
        <CallStatusChip status={call.status} />
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
      data-label={label}
      className={classNames(
        'calls-figure tabular align-baseline md:py-2.5 md:ps-2 md:text-end',
        value === 0 && 'calls-none text-faint',
        value > 0 && warn && 'font-medium text-gap',
      )}
    >
      {value}
      {note === null ? null : <span className="text-small whitespace-nowrap text-faint"> {note}</span>}
    </td>
  );
}
