import type { Metadata } from 'next';
import { SignInLink } from '#components/site/sign-in-link.tsx';
import { TroublePage } from '#components/site/trouble-page.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <TroublePage
      title="This page is not here"
      happened="This address leads nowhere, or to something that only members may open."
      safe="Nothing was changed. If you are a member, signing in may show it."
      next={
        <>
          <ButtonLink href="/" look="primary">
            All series
          </ButtonLink>
          <SignInLink />
        </>
      }
    />
  );
}
