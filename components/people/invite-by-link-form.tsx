'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { CopyField } from '#components/forms/copy-field.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { MAX_LINK_USES } from '#lib/invitations/invitation-terms.ts';
import type { SeriesRole } from '#lib/policy/access.ts';
import { inviteByLink } from '#server/actions/invite-by-link.ts';
import { InvitationTermsFields } from './invitation-terms-fields.tsx';

type InviteByLinkFormProps = { seriesId: string; grants: readonly SeriesRole[] };

/** Makes a link that lets in whoever has it. */
export function InviteByLinkForm({ seriesId, grants }: InviteByLinkFormProps) {
  return (
    <ActionForm action={inviteByLink} className="grid content-start gap-3" label="Invite by a link">
      {({ state, pending }) => (
        <>
          <h3 className="text-lead font-semibold">By a link</h3>
          {state.status === 'done' && state.values['link'] !== undefined ? (
            <CopyField
              id="invitation-link"
              label="Invitation link"
              value={state.values['link']}
              hint="Whoever has it can become a member."
              copied="Invitation link copied"
            />
          ) : null}
          <input type="hidden" name="seriesId" value={seriesId} />
          <Field
            name="maxUses"
            label="How many may use it"
            hint="A number, or nothing for no limit."
            inputMode="numeric"
            pattern="[0-9]*"
            autoComplete="off"
            maxLength={String(MAX_LINK_USES).length}
            className="max-sm:h-11"
            defaultValue={state.values['maxUses'] ?? '10'}
            error={state.details['maxUses']}
          />
          <InvitationTermsFields id="link" grants={grants} state={state} />
          <Button type="submit" className="justify-self-start max-sm:h-11" disabled={pending}>
            {pending ? 'Making the link' : 'Make a link'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
