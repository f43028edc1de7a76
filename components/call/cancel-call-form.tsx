'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { cancelCall } from '#server/actions/cancel-call.ts';

/** Cancels a planned call. */
export function CancelCallForm({ callId }: { callId: string }) {
  return (
    <ActionForm action={cancelCall} className="grid gap-3 border-t pt-4" label="Cancel the call">
      {({ state, pending }) => (
        <>
          <input type="hidden" name="callId" value={callId} />
          <Field
            name="reason"
            id="cancel-reason"
            label="Reason"
            hint="Shown on its page and in calendars. Its agenda is kept, and you can restore it."
            maxLength={300}
            defaultValue={state.values['reason']}
            error={state.details['reason']}
          />
          <Button type="submit" look="danger" className="h-9 max-sm:h-11" disabled={pending}>
            {pending ? 'Cancelling' : 'Cancel the call'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
