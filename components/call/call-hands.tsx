'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { acceptNotes } from '#server/actions/accept-notes.ts';
import { passNotes } from '#server/actions/pass-notes.ts';
import type { CallHandsView } from '#server/queries/call-hands-view.ts';

type CallHandsProps = {
  callId: string;
  hands: CallHandsView;
  /** Whether the call is still to be held. */ ahead: boolean;
};

/** Rows of the call's facts: who takes the notes, who would instead, who chairs; with what the reader may say about it. */
export function CallHands({ callId, hands, ahead }: CallHandsProps) {
  const { notetaker, accepted, backup, chair, mayAccept, passesTo, own } = hands;
  return (
    <>
      <dt className="text-faint">Notetaker</dt>
      <dd className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        {notetaker?.name ?? <span className="text-soft">Nobody yet</span>}
        {notetaker !== null && ahead && !accepted ? <Chip>Proposed</Chip> : null}
        {mayAccept ? (
          <ActionForm action={acceptNotes}>
            {({ pending }) => (
              <>
                <input type="hidden" name="callId" value={callId} />
                <Button type="submit" size="small" look="primary" className="max-sm:h-11" disabled={pending}>
                  Accept
                </Button>
              </>
            )}
          </ActionForm>
        ) : null}
        {passesTo === null || notetaker === null ? null : (
          <ActionForm action={passNotes}>
            {({ pending }) => (
              <>
                <input type="hidden" name="callId" value={callId} />
                <input type="hidden" name="from" value={notetaker.id} />
                <Button type="submit" size="small" className="max-sm:h-11" disabled={pending}>
                  {own ? `Not me: next is ${passesTo}` : `Ask ${passesTo} instead`}
                </Button>
              </>
            )}
          </ActionForm>
        )}
      </dd>
      {backup === null || !ahead ? null : (
        <>
          <dt className="text-faint">Backup</dt>
          <dd>{backup.name}</dd>
        </>
      )}
      {chair === null ? null : (
        <>
          <dt className="text-faint">Chair</dt>
          <dd>{chair.name}</dd>
        </>
      )}
    </>
  );
}
