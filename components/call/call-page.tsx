import { introProse } from '#lib/notes/intro-prose.ts';
import Link from 'next/link';
import { agendaMarks, type AgendaMarks } from '#components/agenda/agenda-marks.ts';
import { LengthBar, type LengthItem } from '#components/agenda/length-bar.tsx';
import { QuickAdd } from '#components/agenda/quick-add.tsx';
import type { NotesEditorProps } from '#components/editor/notes-editor-props.ts';
import { Notice } from '#components/ui/notice.tsx';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import type { CallView } from '#server/queries/call-view.ts';
import { CallControls } from './call-controls.tsx';
import { CallHeader } from './call-header.tsx';
import { ContentsList } from './contents-list.tsx';
import { KeepFresh } from './keep-fresh.tsx';
import { NotesArticle } from './notes-article.tsx';
import { NotesPlace } from './notes-place.tsx';
import { NotesSummary } from './notes-summary.tsx';

function editorProps(call: CallView, me: NonNullable<CallView['me']>): NotesEditorProps {
  return {
    callId: call.callId,
    callLabel: `${call.series.title} #${String(call.number)}`,
    lineage: call.lineage,
    zone: call.series.zone,
    startsAt: call.startsAt,
    heldOn: call.heldOn,
    nextCallAt: call.nextCallAt,
    roster: call.roster,
    origins: call.notes.origins,
    seriesId: call.seriesId,
    glossary: call.glossary,
    me: {
      userId: me.userId,
      name: me.name,
      color: `var(--speaker-${String(speakerColor({ id: me.userId, number: null }))})`,
    },
    managesRoster: call.access.manage,
    canWrite: call.access.writeDocument,
    mayPropose: call.access.propose,
    proposesAs: me.proposesAs,
    readOnlyReason: call.access.readOnlyReason,
    lengthMinutes: call.lengthMinutes,
    finished: call.status === 'published',
    settings: me.settings,
  };
}

/** Where the editor stands, it has the buttons to vote. */
function marksOf(call: CallView, items: readonly LengthItem[]): AgendaMarks {
  const votes = call.access.propose && call.me !== null && !call.access.writeDocument;
  return agendaMarks(items, call.lengthMinutes, {
    votes: call.votes,
    voter: votes && call.me !== null ? { callId: call.callId, me: call.me.userId } : null,
  });
}

/** Readers of a live call follow closely; whoever writes has the text by the socket and needs only the rest. */
function refreshMs({ status, access }: CallView): number {
  return status === 'live' && !access.writeDocument ? 4000 : 10_000;
}

/** The page of a call in all its states: planned, live, in review, published. */
export function CallPage({ call }: { call: CallView }) {
  const { notes, access, status } = call;
  const items = notes.sections.filter((section) => section.item !== null);
  const agenda = items.flatMap(({ item }) => (item === null ? [] : [item]));
  const date = { startsAt: call.startsAt, heldOn: call.heldOn, zone: call.series.zone };
  const label = `Notes of ${call.series.title} #${String(call.number)}`;
  const article = (
    <NotesArticle
      notes={notes}
      intro={introProse(call.intro, call.title)}
      outro={call.outro}
      label={label}
      prompts={status !== 'published'}
      agenda={status === 'planned' ? marksOf(call, agenda) : null}
      ticksIn={access.writeDocument ? call.callId : null}
      date={date}
    />
  );
  return (
    <>
      {status === 'published' ? null : <KeepFresh everyMs={refreshMs(call)} />}
      <CallHeader call={call} controls={<CallControls call={call} />} />
      <div className="call-columns">
        {items.length === 0 ? null : (
          <nav aria-label="Agenda" className="call-contents">
            <details className="rounded-control bg-sunken px-3 py-1.5 lg:hidden">
              <summary className="py-1 font-semibold">Agenda</summary>
              <ContentsList sections={items} lengthMinutes={call.lengthMinutes} />
            </details>
            <div className="hidden lg:block">
              <p className="mb-1 font-semibold">Agenda</p>
              <ContentsList sections={items} lengthMinutes={call.lengthMinutes} />
            </div>
          </nav>
        )}
        <div className="min-w-0">
          {status === 'published' || status === 'review' ? <NotesSummary notes={notes} date={date} /> : null}
          {call.me === null ? (
            <>
              {status === 'planned' ? <LengthBar items={agenda} lengthMinutes={call.lengthMinutes} /> : null}
              {article}
            </>
          ) : (
            <NotesPlace editor={editorProps(call, call.me)}>
              {access.writeDocument ? <div className="notes-bar-room" aria-hidden="true" /> : null}
              {access.readOnlyReason === null || status === 'published' ? null : (
                <div className="mt-5">
                  <Notice>{access.readOnlyReason}</Notice>
                </div>
              )}
              {status === 'planned' ? <LengthBar items={agenda} lengthMinutes={call.lengthMinutes} /> : null}
              {article}
            </NotesPlace>
          )}
          {access.propose ? <QuickAdd callId={call.callId} locked={!access.editAgenda} /> : null}
          <Neighbours call={call} />
        </div>
      </div>
    </>
  );
}

function Neighbours({ call: { series, previous, next } }: { call: CallView }) {
  if (previous === null && next === null) return null;
  return (
    <nav
      aria-label="Other calls of this series"
      className="mt-12 flex justify-between border-t pt-4 print:hidden"
    >
      {previous === null ? (
        <span />
      ) : (
        <Link href={`/${series.slug}/${String(previous)}`} className="py-1 quiet-link" rel="prev">
          ← Call #{previous}
        </Link>
      )}
      {next === null ? null : (
        <Link href={`/${series.slug}/${String(next)}`} className="py-1 quiet-link" rel="next">
          Call #{next} →
        </Link>
      )}
    </nav>
  );
}
