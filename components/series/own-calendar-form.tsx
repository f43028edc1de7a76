'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { renewCalendar } from '#server/actions/renew-calendar.ts';

type OwnCalendarFormProps = {
  seriesId: string;
  /** Whether there is an address already, which ends. */ renews: boolean;
};

/** Gives a member an address for their calendar, or another one. */
export function OwnCalendarForm({ seriesId, renews }: OwnCalendarFormProps) {
  return (
    <ActionForm action={renewCalendar} className="grid justify-items-start gap-2" label="Your calendar">
      {({ pending }) => (
        <>
          <input type="hidden" name="seriesId" value={seriesId} />
          {renews ? null : (
            <p className="text-small text-soft">
              An address of your own, with which your calendar shows the calls of this series and follows what
              is moved.
            </p>
          )}
          <Button type="submit" className="max-sm:h-11" size={renews ? 'small' : 'medium'} disabled={pending}>
            {renews ? 'Renew the address' : 'Get a calendar address'}
          </Button>
          {renews ? (
            <p className="text-small text-soft">After that the address above opens nothing any more.</p>
          ) : null}
        </>
      )}
    </ActionForm>
  );
}
