import Link from 'next/link';
import { CallStatusChip } from '#components/call/call-status-chip.tsx';
import { CallTime } from '#components/times/call-time.tsx';
import { MovedFrom } from '#components/times/moved-from.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { CallLink } from '#server/queries/call-link.ts';
import type { HomeSeries } from '#server/queries/home-view.ts';

/** The series one may see, each with the call that matters now and the last one. */
export function SeriesList({ series }: { series: HomeSeries[] }) {
  return (
    <ul className="divide-y border-y">
      {series.map((one) => (
        <li key={one.id} className="grid gap-x-8 gap-y-3 py-5 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
          <div className="min-w-0">
            <h2 className="flex flex-wrap items-center gap-x-2 text-lead font-semibold">
              <Link href={`/${one.slug}`} className="hover:underline">
                {one.title}
              </Link>
              {one.sample ? <Chip>Sample</Chip> : null}
            </h2>
            <p className="text-soft">
              {[one.cadence, one.calls === 1 ? '1 call' : `${String(one.calls)} calls`]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <dl className="grid min-w-0 grid-cols-[3rem_minmax(0,1fr)] gap-x-3 gap-y-2">
            {one.next === null ? null : (
              <CallRow
                term={one.next.status === 'live' ? 'Now' : 'Next'}
                slug={one.slug}
                zone={one.zone}
                call={one.next}
              />
            )}
            {one.last === null ? null : (
              <CallRow term="Last" slug={one.slug} zone={one.zone} call={one.last} />
            )}
            {one.next === null && one.last === null ? (
              <>
                <dt className="text-faint">Calls</dt>
                <dd className="text-soft">None yet.</dd>
              </>
            ) : null}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function CallRow({ term, slug, zone, call }: { term: string; slug: string; zone: string; call: CallLink }) {
  return (
    <>
      <dt className="text-faint">{term}</dt>
      <dd className="min-w-0">
        <span className="flex items-center gap-2">
          <Link
            href={`/${slug}/${String(call.number)}`}
            className={classNames(
              'truncate font-medium hover:underline',
              call.cancelled && 'text-soft line-through',
            )}
          >
            <span className="tabular text-faint">#{call.number}</span> {call.title}
          </Link>
          <CallStatusChip status={call.status} cancelled={call.cancelled} />
        </span>
        <span className="text-small text-soft">
          <CallTime startsAt={call.startsAt} heldOn={call.heldOn} zone={zone} />
          {call.movedFrom === null || call.cancelled ? null : (
            <span className="block">
              <MovedFrom movedFrom={call.movedFrom} startsAt={call.startsAt} />
            </span>
          )}
        </span>
      </dd>
    </>
  );
}
