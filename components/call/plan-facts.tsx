import { MovedFrom } from '#components/times/moved-from.tsx';
import type { CallView } from '#server/queries/call-view.ts';

/** What became of a call's plan, and the file that puts it into a calendar. */
export function PlanFacts({ call }: { call: CallView }) {
  const { cancelled, startsAt, movedFrom, status } = call;
  const file = `/${call.series.slug}/${String(call.number)}/call.ics`;
  const coming = status === 'planned' && startsAt !== null && cancelled === null;
  return (
    <>
      {movedFrom === null ? null : (
        <p className="mt-1 text-soft">
          <MovedFrom movedFrom={movedFrom} startsAt={startsAt} />
        </p>
      )}
      {cancelled === null ? null : (
        <p className="mt-1 wrap-anywhere">
          {cancelled.reason === null ? 'This call is cancelled.' : `Cancelled: ${cancelled.reason}`}
        </p>
      )}
      {coming ? (
        <p className="mt-1 print:hidden">
          {/* A file, not a page: the browser hands it to the calendar. */}
          <a href={file} className="inline-block py-1 text-small text-soft quiet-link" download>
            Add to calendar
          </a>
        </p>
      ) : null}
    </>
  );
}
