'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { YourTime } from '#components/times/your-time.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { formatUtc } from '#lib/times/format-instant.ts';
import { endSession } from '#server/actions/end-session.ts';
import type { SessionView } from '#server/queries/account-view.ts';
import { SettingsSection } from './settings-section.tsx';

/** The browsers in which somebody is signed in, each with a button that ends it there at once. */
export function SessionList({ sessions }: { sessions: SessionView[] }) {
  return (
    <SettingsSection id="settings-sessions" title="Where you are signed in">
      <ActionForm action={endSession} className="grid gap-3" label="Where you are signed in">
        {({ pending }) => (
          <>
            <ul className="divide-y border-y">
              {sessions.map(({ id, browser, method, since, here }) => (
                <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
                  <div className="min-w-0">
                    <p className="flex flex-wrap items-center gap-2 font-medium">
                      {browser}
                      {here ? <Chip>This browser</Chip> : null}
                    </p>
                    <p className="text-small text-soft">
                      Since <time dateTime={since}>{formatUtc(since)}</time>
                      <YourTime instant={since} lead=" · " />
                      {method === null ? null : `, ${method}`}
                    </p>
                  </div>
                  {here ? null : (
                    <Button
                      type="submit"
                      name="session"
                      value={id}
                      className="max-sm:h-11"
                      disabled={pending}
                      aria-label={`Sign out there: ${browser}, since ${formatUtc(since)}`}
                    >
                      Sign out there
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {sessions.length > 1 ? (
              <div>
                <Button
                  type="submit"
                  name="session"
                  value="others"
                  look="danger"
                  className="max-sm:h-11"
                  disabled={pending}
                >
                  Sign out everywhere else
                </Button>
              </div>
            ) : (
              <p className="text-soft">You are signed in nowhere else.</p>
            )}
          </>
        )}
      </ActionForm>
    </SettingsSection>
  );
}
