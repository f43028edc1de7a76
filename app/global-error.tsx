'use client';

import { TroublePage } from '#components/site/trouble-page.tsx';
import { buttonLook } from '#components/ui/button.tsx';
import './globals.css';

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** Stands in for the whole page when even its frame cannot be rendered, such as while the database is away. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body className="page-width">
        <title>Something went wrong · Callnotes</title>
        <main>
          <TroublePage
            title="Callnotes cannot answer just now"
            happened="The server reached none of its pages. It may be starting, or its database may be away."
            safe={
              <>
                What was saved is safe, and text typed in an open call is kept on this device.
                {error.digest === undefined ? null : ` The server's log knows this as ${error.digest}.`}
              </>
            }
            next={
              <button type="button" onClick={reset} className={buttonLook({ look: 'primary' })}>
                Try again
              </button>
            }
          />
        </main>
      </body>
    </html>
  );
}
