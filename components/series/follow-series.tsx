import { CalendarDays } from 'lucide-react';
import { CopyField } from '#components/forms/copy-field.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import type { SeriesFollow } from '#server/queries/series-view.ts';
import { OwnCalendarForm } from './own-calendar-form.tsx';
import { RemindersForm } from './reminders-form.tsx';

const copied = 'Calendar address copied';

/** How the calls of a series come to one's own calendar and mailbox; nothing for whoever can have neither. */
export function FollowSeries({ seriesId, follow }: { seriesId: string; follow: SeriesFollow }) {
  const { publicCalendar, own } = follow;
  if (publicCalendar === null && own === null) return null;
  return (
    <div className="relative">
      <Disclosure
        className="start-0 mt-2 grid w-[min(26rem,calc(100vw-2rem))] gap-5 p-4 sm:start-auto sm:end-0"
        buttonClassName="max-sm:h-11"
        label={
          <>
            <CalendarDays aria-hidden="true" />
            Follow
          </>
        }
      >
        {own?.calendar == null ? null : (
          <CopyField
            id="own-calendar"
            label="Your calendar of this series"
            value={own.calendar}
            copied={copied}
            hint="In your calendar, add it as a calendar from the internet. It is yours alone: whoever has it sees the calls."
          />
        )}
        {own === null ? null : <OwnCalendarForm seriesId={seriesId} renews={own.calendar !== null} />}
        {publicCalendar === null ? null : (
          <CopyField
            id="public-calendar"
            label="Public calendar"
            value={publicCalendar}
            copied={copied}
            hint="Anybody may follow it. In your calendar, add it as a calendar from the internet."
          />
        )}
        {own === null ? null : (
          <RemindersForm seriesId={seriesId} reminders={own.reminders} mailed={own.mailed} />
        )}
      </Disclosure>
    </div>
  );
}
