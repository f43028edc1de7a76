'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { setReminders } from '#server/actions/set-reminders.ts';

type RemindersFormProps = {
  seriesId: string;
  reminders: boolean;
  /** Whether this server sends mail at all. */ mailed: boolean;
};

/** Turns the mails about the calls of a series on or off for oneself. */
export function RemindersForm({ seriesId, reminders, mailed }: RemindersFormProps) {
  return (
    <ActionForm action={setReminders} className="grid justify-items-start gap-2 border-t pt-4" label="Mails">
      {({ pending }) => (
        <>
          <input type="hidden" name="seriesId" value={seriesId} />
          <input type="hidden" name="reminders" value={reminders ? 'no' : 'yes'} />
          <p>
            {reminders
              ? 'A mail with the agenda comes to you a day before each call, and one when a call is moved or cancelled shortly before.'
              : 'No mails about the calls of this series come to you.'}
            {mailed ? null : ' This server has no mail server yet, so nothing is sent.'}
          </p>
          <Button type="submit" className="max-sm:h-11" size="small" disabled={pending}>
            {reminders ? 'Stop the mails' : 'Send me mails'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
