'use client';

import { useActionState } from 'react';
import { ActionForm } from '#components/forms/action-form.tsx';
import { ActionNotice } from '#components/forms/action-notice.tsx';
import { CopyField } from '#components/forms/copy-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { allowGuests } from '#server/actions/allow-guests.ts';
import { idleForm } from '#server/actions/form-state.ts';
import { removeGuest } from '#server/actions/remove-guest.ts';
import { renewGuestLink } from '#server/actions/renew-guest-link.ts';
import type { CallView } from '#server/queries/call-view.ts';

type GuestControlsProps = { callId: string; chair: NonNullable<CallView['chair']> };

/** Whether a call takes guests, the link that lets them in, and who came by it. */
export function GuestControls({ callId, chair }: GuestControlsProps) {
  return (
    <div className="grid gap-3">
      {chair.guestsAllowed ? (
        <CopyField
          id="guest-link"
          label="Guest link"
          value={chair.guestLink}
          hint="Whoever has it comes in to this call with a name of their own."
          copied="Guest link copied"
        />
      ) : (
        <p>
          <span className="font-medium">Guests</span>{' '}
          <span className="text-soft">are off: the link lets nobody in, and those who are in only read.</span>
        </p>
      )}
      <div className="flex flex-wrap items-start gap-2">
        <ActionForm action={allowGuests} className="grid gap-2" label="Guests">
          {({ pending }) => (
            <>
              <input type="hidden" name="callId" value={callId} />
              <input type="hidden" name="allowed" value={chair.guestsAllowed ? 'no' : 'yes'} />
              <Button type="submit" className="max-sm:h-11" disabled={pending}>
                {chair.guestsAllowed ? 'Turn guests off' : 'Turn guests on'}
              </Button>
            </>
          )}
        </ActionForm>
        {chair.guestsAllowed ? (
          <ActionForm action={renewGuestLink} className="grid gap-2" label="Renew the guest link">
            {({ pending }) => (
              <>
                <input type="hidden" name="callId" value={callId} />
                <Button type="submit" className="max-sm:h-11" disabled={pending}>
                  Make a new link
                </Button>
              </>
            )}
          </ActionForm>
        ) : null}
      </div>
      <GuestsList callId={callId} guests={chair.guests} />
    </div>
  );
}

function GuestsList({ callId, guests }: { callId: string; guests: GuestControlsProps['chair']['guests'] }) {
  const [removal, remove, removing] = useActionState(removeGuest, idleForm);
  if (guests.length === 0 && removal.message === null) return null;
  return (
    <div>
      <ActionNotice state={removal} />
      <ul aria-label="Guests" className="grid gap-1 empty:hidden">
        {guests.map(({ id, name, hasAccount }) => (
          <li key={id}>
            <form action={remove} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <input type="hidden" name="callId" value={callId} />
              <input type="hidden" name="userId" value={id} />
              <span className="min-w-0 flex-1 wrap-anywhere">
                {name} {hasAccount ? null : <span className="text-soft">(guest)</span>}
              </span>
              <label className="inline-flex items-center gap-1.5 text-small text-soft max-sm:min-h-11">
                <input type="checkbox" name="renew" value="yes" defaultChecked />
                and renew the link
              </label>
              <Button type="submit" size="small" className="max-sm:h-11" disabled={removing}>
                Remove<span className="sr-only"> {name}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </div>
  );
}
