import type { ReactNode } from 'react';
import { KeepFresh } from '#components/call/keep-fresh.tsx';
import { PageHeader } from '#components/site/page-header.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { bytesInWords, spanInWords } from '#lib/figures/figure-words.ts';
import type { Trouble } from '#lib/figures/server-troubles.ts';
import { formatUtc } from '#lib/times/format-instant.ts';
import type { ServerView } from '#server/queries/server-view.ts';

const FRESH_SECONDS = 5;

/** How the server does: whether all is saved, what is wrong and what to do about it, and the figures behind that. */
export function ServerPage({ server }: { server: ServerView }) {
  const { at, database, loop, memory, people, pid, rooms, saveErrors, since, sizes, sockets } = server;
  const running = Date.parse(at) - Date.parse(since);
  return (
    <>
      <PageHeader
        title="Server"
        crumbs={[{ href: '/settings', label: 'Settings' }]}
        lead="How the process that answered this page does. It looks again by itself."
      />
      <KeepFresh everyMs={FRESH_SECONDS * 1000} />
      <noscript>
        <meta httpEquiv="refresh" content={String(FRESH_SECONDS)} />
      </noscript>
      <div className="grid max-w-3xl gap-10 pb-16">
        <section aria-labelledby="server-saved" className="grid gap-3">
          <Heading id="server-saved">Saving</Heading>
          <SavedNotice server={server} />
          <Troubles troubles={server.troubles} />
        </section>
        <section aria-labelledby="server-now" className="grid gap-3">
          <Heading id="server-now">Now</Heading>
          <Facts
            facts={[
              ['Open calls', String(rooms)],
              [
                'People on them',
                sockets === people ? String(people) : `${String(people)}, on ${String(sockets)} pages`,
              ],
              [
                'Late by, in the last minute',
                `${spanInWords(loop.p50)} as a rule, ${spanInWords(loop.p99)} at times, ${spanInWords(loop.max)} at worst`,
              ],
              ['Memory', bytesInWords(memory)],
              ['Running for', `${spanInWords(running)}, as process ${String(pid)}`],
            ]}
          />
        </section>
        <section aria-labelledby="server-database" className="grid gap-3">
          <Heading id="server-database">Database</Heading>
          <Facts
            facts={[
              [
                'Kind',
                database.kind === 'embedded' ? 'The embedded one, in the data folder' : 'A Postgres server',
              ],
              [
                'Connections',
                `${String(database.open)}, ${String(database.idle)} of them idle${database.waiting === 0 ? '' : `; ${String(database.waiting)} waited for`}`,
              ],
              ['Log of changes', bytesInWords(sizes.log)],
              ['Merged documents', bytesInWords(sizes.snapshots)],
              ['Everything', bytesInWords(sizes.everything)],
            ]}
          />
        </section>
        <section aria-labelledby="server-errors" className="grid gap-3">
          <Heading id="server-errors">Last errors of saving</Heading>
          <SaveErrors errors={saveErrors} />
        </section>
      </div>
    </>
  );
}

function Heading({ id, children }: { id: string; children: ReactNode }) {
  return (
    <h2 id={id} className="text-lead font-semibold">
      {children}
    </h2>
  );
}

function SavedNotice({ server: { at, troubles, unsaved } }: { server: ServerView }) {
  const asOf = <time dateTime={at}>{formatUtc(at)}</time>;
  if (unsaved === null) return <Notice tone="done">Everything is saved, as of {asOf}.</Notice>;
  const calls = unsaved.calls === 1 ? 'One call has' : `${String(unsaved.calls)} calls have`;
  const saving = !troubles.some(({ kind }) => kind === 'saving' || kind === 'slow saving');
  return (
    <Notice tone={saving ? 'plain' : 'danger'}>
      {calls} changes that are not saved yet, the oldest for {spanInWords(unsaved.forMs)}, as of {asOf}.
    </Notice>
  );
}

function Troubles({ troubles }: { troubles: readonly Trouble[] }) {
  if (troubles.length === 0) return <p className="text-soft">Nothing is failing.</p>;
  return (
    <ul className="grid gap-3">
      {troubles.map(({ kind, title, sinceMs, advice }) => (
        <li key={kind}>
          <Notice tone={kind === 'saving' || kind === 'loading' ? 'danger' : 'warning'}>
            <strong className="font-semibold">
              {title}
              {sinceMs === null ? '' : `, for ${spanInWords(sinceMs)}`}.
            </strong>{' '}
            {advice}
          </Notice>
        </li>
      ))}
    </ul>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="divide-y border-y">
      {facts.map(([name, value]) => (
        <div key={name} className="grid gap-x-6 py-2 sm:grid-cols-[14rem_1fr]">
          <dt className="text-soft">{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function SaveErrors({ errors }: { errors: ServerView['saveErrors'] }) {
  if (errors.length === 0) return <p className="text-soft">None since the process began.</p>;
  return (
    <ul className="divide-y border-y">
      {errors.map(({ at, message }) => (
        <li key={`${at} ${message}`} className="py-2">
          <p className="wrap-anywhere">{message}</p>
          <p className="text-small text-soft">
            <time dateTime={at}>{formatUtc(at)}</time>
          </p>
        </li>
      ))}
    </ul>
  );
}
