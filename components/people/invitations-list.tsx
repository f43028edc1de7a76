'use client';

import { useActionState } from 'react';
import { ActionNotice } from '#components/forms/action-notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { roleWords } from '#lib/policy/role-words.ts';
import { formatUtc } from '#lib/times/format-instant.ts';
import { idleForm } from '#server/actions/form-state.ts';
import { revokeInvitation } from '#server/actions/revoke-invitation.ts';
import type { InvitationRow } from '#server/queries/people-view.ts';

type InvitationsListProps = { seriesId: string; invitations: readonly InvitationRow[] };

/** The invitations that can still be used, the newest first. */
export function InvitationsList({ seriesId, invitations }: InvitationsListProps) {
  const [revocation, revoke, revoking] = useActionState(revokeInvitation, idleForm);
  return (
    <>
      <ActionNotice state={revocation} />
      {invitations.length === 0 ? <p className="text-soft">No invitation is open.</p> : null}
      <ul aria-label="Open invitations" className="divide-y border-y empty:hidden">
        {invitations.map((invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2.5"
          >
            <div className="min-w-0 wrap-anywhere">
              <p>
                <span className="font-semibold">{invitation.email ?? 'Anybody with the link'}</span>{' '}
                <span className="text-soft">as {roleWords[invitation.role].article}</span>
              </p>
              <p className="text-small text-soft">
                {usesText(invitation)} · ends{' '}
                <time dateTime={invitation.expiresAt}>{formatUtc(invitation.expiresAt)}</time>
                {invitation.invitedBy === null ? null : ` · by ${invitation.invitedBy}`}
              </p>
            </div>
            <form action={revoke}>
              <input type="hidden" name="seriesId" value={seriesId} />
              <input type="hidden" name="invitationId" value={invitation.id} />
              <Button type="submit" className="max-sm:h-11" disabled={revoking}>
                Revoke
                <span className="sr-only">
                  {' '}
                  the invitation for {invitation.email ?? 'anybody with the link'}
                </span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
}

function usesText({ email, uses, maxUses }: InvitationRow): string {
  if (email !== null) return 'Not used yet';
  return maxUses === null ? `Used ${String(uses)} times` : `Used ${String(uses)} of ${String(maxUses)}`;
}
