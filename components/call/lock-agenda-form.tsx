'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { lockAgenda } from '#server/actions/lock-agenda.ts';

/** Closes the agenda to participants and guests, or opens it again. */
export function LockAgendaForm({ callId, locked }: { callId: string; locked: boolean }) {
  return (
    <ActionForm action={lockAgenda} className="grid gap-1.5" label="Agenda">
      {({ pending }) => (
        <>
          <input type="hidden" name="callId" value={callId} />
          <input type="hidden" name="locked" value={locked ? 'no' : 'yes'} />
          <p>
            <span className="font-medium">Agenda</span>{' '}
            <span className="text-soft">
              {locked
                ? 'is locked: only you and the notetaker change it.'
                : 'is open to participants and guests.'}
            </span>
          </p>
          <Button type="submit" className="justify-self-start max-sm:h-11" disabled={pending}>
            {locked ? 'Open the agenda' : 'Lock the agenda'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
