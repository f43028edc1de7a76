'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { stopReminders } from '#server/actions/stop-reminders.ts';

type StopRemindersFormProps = { token: string; /** Whether mails still come. */ reminders: boolean };

/** Stops the mails about a series for whoever opened the link of one. */
export function StopRemindersForm({ token, reminders }: StopRemindersFormProps) {
  return (
    <ActionForm action={stopReminders} className="grid gap-4" label="Stop mails">
      {({ state, pending }) =>
        state.status === 'done' ? (
          <p className="text-soft">On the page of the series you can have them sent again.</p>
        ) : reminders ? (
          <>
            <input type="hidden" name="token" value={token} />
            <p>A mail comes a day before each call, and when one is moved or cancelled shortly before.</p>
            <Button type="submit" className="max-sm:h-11" look="primary" size="large" disabled={pending}>
              {pending ? 'Stopping' : 'Stop these mails'}
            </Button>
          </>
        ) : (
          <p>No mails about this series come to you.</p>
        )
      }
    </ActionForm>
  );
}
