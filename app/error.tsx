'use client';

import { TroublePage } from '#components/site/trouble-page.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { Button } from '#components/ui/button.tsx';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <TroublePage
      title="This page could not be shown"
      happened="Something went wrong while it was being put together."
      safe={
        <>
          What was saved is safe, and text typed in an open call is kept on this device.
          {error.digest === undefined ? null : ` The server's log knows this as ${error.digest}.`}
        </>
      }
      next={
        <>
          <Button look="primary" onClick={reset}>
            Try again
          </Button>
          <ButtonLink href="/">All series</ButtonLink>
        </>
      }
    />
  );
}
