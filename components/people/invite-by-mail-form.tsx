'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextAreaField } from '#components/ui/text-area-field.tsx';
import type { SeriesRole } from '#lib/policy/access.ts';
import { inviteByMail } from '#server/actions/invite-by-mail.ts';
import { InvitationTermsFields } from './invitation-terms-fields.tsx';

type InviteByMailFormProps = {
  seriesId: string;
  grants: readonly SeriesRole[];
  /** Whether mails go out; else they stand in the server's log. */
  mailed: boolean;
};

/** Mails an invitation to each of some addresses. */
export function InviteByMailForm({ seriesId, grants, mailed }: InviteByMailFormProps) {
  return (
    <ActionForm action={inviteByMail} className="grid content-start gap-3" label="Invite by mail">
      {({ state, pending }) => (
        <>
          <h3 className="text-lead font-semibold">By mail</h3>
          <input type="hidden" name="seriesId" value={seriesId} />
          <TextAreaField
            name="addresses"
            label="E-mail addresses"
            hint={`One a line. Each gets an invitation that works once.${mailed ? '' : ' This server has no mail server yet: its mails stand in the log. Make a link instead.'}`}
            rows={3}
            required
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            defaultValue={state.values['addresses']}
            error={state.details['addresses']}
          />
          <InvitationTermsFields id="mail" grants={grants} state={state} />
          <Button type="submit" look="primary" className="justify-self-start max-sm:h-11" disabled={pending}>
            {pending ? 'Sending' : 'Send the invitations'}
          </Button>
        </>
      )}
    </ActionForm>
  );
}
