'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { restoreCall } from '#server/actions/restore-call.ts';

/** Takes the cancellation of a call back. */
export function RestoreCallForm({ callId }: { callId: string }) {
  return (
    <ActionForm action={restoreCall} className="grid gap-2" label="Restore the call">
      {({ pending }) => (
        <>
          <input type="hidden" name="callId" value={callId} />
          <Button type="submit" className="max-sm:h-11" look="primary" disabled={pending}>
            {pending ? 'Restoring' : 'Restore call'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
