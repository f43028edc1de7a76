import type { ReactNode } from 'react';
import { NarrowPage } from '#components/site/narrow-page.tsx';
import { TroublePage } from '#components/site/trouble-page.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { roleWords } from '#lib/policy/role-words.ts';
import { formatUtc } from '#lib/times/format-instant.ts';
import type { InvitationView } from '#server/queries/invitation-view.ts';
import { AcceptForm } from './accept-form.tsx';

type InvitationPageProps = { token: string; invitation: InvitationView };

/** Who invites to what, and the one thing to do about it. */
export function InvitationPage({ token, invitation }: InvitationPageProps) {
  const { standing, seriesTitle, slug, email } = invitation;
  const here = `/invitation/${token}`;
  switch (standing) {
    case 'accept':
      return (
        <Invited invitation={invitation}>
          <AcceptForm token={token} as={invitation.as} />
        </Invited>
      );
    case 'setUpAccount':
      return (
        <Invited invitation={invitation}>
          <AcceptForm token={token} as={null} email={email ?? ''} />
        </Invited>
      );
    case 'signIn':
      return (
        <Invited invitation={invitation}>
          <p className="mb-4">
            {email === null
              ? 'Sign in, or make an account, and you come back here to accept.'
              : `Sign in as ${email}, and you come back here to accept.`}
          </p>
          <ButtonLink
            href={`/sign-in?callbackUrl=${encodeURIComponent(here)}`}
            look="primary"
            size="large"
            className="w-full max-sm:h-11"
          >
            Sign in
          </ButtonLink>
        </Invited>
      );
    case 'member':
      return (
        <NarrowPage title={seriesTitle} lead="You are a member of this series already.">
          <ButtonLink href={`/${slug}`} look="primary" size="large" className="max-sm:h-11">
            Open the series
          </ButtonLink>
        </NarrowPage>
      );
    case 'otherAccount':
      return (
        <Ended
          title="This invitation is for somebody else"
          happened={`It was sent to ${email ?? ''}, and you are signed in as ${invitation.as ?? ''} with another address.`}
          safe="Nothing was changed. Sign out, and open the link again, if that address is yours too."
        />
      );
    case 'unproven':
      return (
        <Ended
          title="Show that this address is yours"
          happened={`This invitation is for ${email ?? ''}. Your account has that address, but you have never signed in by a mail to it.`}
          safe="Sign out, sign in once by mail, and open this link again. Nothing was changed."
        />
      );
    case 'revoked':
      return (
        <Ended
          title="This invitation was revoked"
          happened={`Somebody who runs ${seriesTitle} has ended it.`}
          safe="Nothing was changed. They can invite you again."
        />
      );
    case 'expired':
      return (
        <Ended
          title="This invitation has ended"
          happened={`It was open until ${formatUtc(invitation.expiresAt)}.`}
          safe="Nothing was changed. Whoever invited you can make a new one."
        />
      );
    case 'usedUp':
      return (
        <Ended
          title="This invitation is used up"
          happened="It was used as often as it may be."
          safe="If you accepted it before, sign in to come to the series. Otherwise ask for a new one."
        />
      );
  }
}

function Invited({ invitation, children }: { invitation: InvitationView; children: ReactNode }) {
  const { seriesTitle, role, invitedBy, expiresAt } = invitation;
  const { article, does } = roleWords[role];
  return (
    <NarrowPage
      title={seriesTitle}
      lead={
        <>
          <p>
            {invitedBy === null ? 'You are invited' : `${invitedBy} invites you`} as {article}, who {does}.
          </p>
          <p className="mt-1 text-small">The invitation is open until {formatUtc(expiresAt)}.</p>
        </>
      }
    >
      {children}
    </NarrowPage>
  );
}

function Ended(words: { title: string; happened: string; safe: string }) {
  return (
    <TroublePage
      {...words}
      next={
        <>
          <ButtonLink href="/">All series</ButtonLink>
          <ButtonLink href="/sign-in">Sign in</ButtonLink>
        </>
      }
    />
  );
}
