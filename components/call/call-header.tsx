import Link from 'next/link';
import type { ReactNode } from 'react';
import { CallTime } from '#components/times/call-time.tsx';
import { SAVE_STATE_SLOT } from '#components/editor/notes-editor-props.ts';
import { Initials } from '#components/ui/initials.tsx';
import { isSafeHref } from '#lib/notes/schema/is-safe-href.ts';
import { formatUtc } from '#lib/times/format-instant.ts';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import type { CallView } from '#server/queries/call-view.ts';
import { CallHands } from './call-hands.tsx';
import { PlanFacts } from './plan-facts.tsx';
import { CallStatusChip } from './call-status-chip.tsx';

type CallHeaderProps = { call: CallView; /** Buttons of those who run the call. */ controls: ReactNode };

/** The head of a call's page: which, when, who, in what state. */
export function CallHeader({ call, controls }: CallHeaderProps) {
  return (
    <header className="border-b pt-8 pb-5">
      <nav aria-label="Where this is" className="mb-1 flex flex-wrap gap-x-1.5 text-small text-soft">
        <Link href="/" className="py-1 quiet-link">
          Series
        </Link>
        <span aria-hidden="true" className="py-1">
          /
        </span>
        <Link href={`/${call.series.slug}`} className="py-1 quiet-link">
          {call.series.title}
        </Link>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 basis-full sm:flex-1">
          <h1 className="text-title font-semibold">
            <span className="tabular font-normal text-faint">#{call.number}</span>{' '}
            {call.cancelled === null ? call.title : <s>{call.title}</s>}
          </h1>
          <p className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-soft">
            <CallStatusChip status={call.status} cancelled={call.cancelled !== null} />
            <span id={SAVE_STATE_SLOT} className="contents" />
            <span>
              <CallTime
                startsAt={call.startsAt}
                heldOn={call.heldOn}
                zone={call.series.zone}
                lengthMinutes={call.lengthMinutes}
              />
            </span>
          </p>
          <PlanFacts call={call} />
        </div>
        {controls}
      </div>
      <dl className="mt-4 grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1">
        <CallHands
          callId={call.callId}
          hands={call.hands}
          ahead={call.cancelled === null && (call.status === 'planned' || call.status === 'live')}
        />
        <dt className="text-faint">Recording</dt>
        <dd className="min-w-0 truncate">
          {isSafeHref(call.recordingUrl) ? (
            <a href={call.recordingUrl} rel="noopener noreferrer" className="text-link">
              {new URL(call.recordingUrl).host}
            </a>
          ) : (
            <span className="text-soft">
              None yet
              {isSafeHref(call.series.recordingChannel) ? (
                <>
                  {'; they are found on '}
                  <a href={call.series.recordingChannel} rel="noopener noreferrer" className="text-link">
                    {new URL(call.series.recordingChannel).host}
                  </a>
                </>
              ) : null}
            </span>
          )}
        </dd>
        {call.status === 'published' && call.notes.speakers.length === 0 ? null : (
          <>
            <dt className="text-faint">People</dt>
            <dd className="min-h-6 min-w-0">
              {call.notes.speakers.length === 0 ? (
                <span className="text-soft">Nobody has spoken yet</span>
              ) : null}
              {/* While notes are taken it stays one row: a list that grows would move the text being typed. Positioned, or
                  the hidden words in it would not be cut off with the rest and make the page wider. */}
              <ul
                className={
                  call.status === 'published'
                    ? 'flex flex-wrap gap-x-4 gap-y-1'
                    : 'relative flex h-6 gap-x-4 overflow-hidden whitespace-nowrap'
                }
                hidden={call.notes.speakers.length === 0}
              >
                {call.notes.speakers.map(({ speaker, lines }) => (
                  <li key={speaker.id} className="flex items-center gap-1.5">
                    <Initials initials={speaker.initials} color={speakerColor(speaker)} />
                    {speaker.name}
                    <span className="tabular text-small text-faint">
                      {lines}
                      <span className="sr-only"> {lines === 1 ? 'line' : 'lines'}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {call.publishedAt === null || call.status !== 'published' ? null : (
          <>
            <dt className="text-faint">Published</dt>
            <dd>
              <time dateTime={call.publishedAt}>{formatUtc(call.publishedAt)}</time>
            </dd>
          </>
        )}
        {call.reopenedAt === null ? null : (
          <>
            <dt className="text-faint">Reopened</dt>
            <dd>
              <time dateTime={call.reopenedAt}>{formatUtc(call.reopenedAt)}</time>
            </dd>
          </>
        )}
      </dl>
    </header>
  );
}
