import type { CSSProperties } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { formatClock } from '#lib/times/format-instant.ts';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import type { CallDate } from '#lib/dates/call-day.ts';
import type { LineView } from '#server/queries/notes-view.ts';
import { ActionFacts } from './action-facts.tsx';
import { InlineContent } from './inline-content.tsx';
import { lineAnchor } from '#lib/notes/item-anchor.ts';

const tagWords = { decision: 'Decision', question: 'Question' } as const;

type NoteLineProps = {
  line: LineView;
  date: CallDate;
  /** Whether the line above is by the same person, so that the name is not printed again. */
  sameSpeaker: boolean;
  /** Whether the line above was written in the same minute. */
  sameMinute: boolean;
};

/** One line of the notes: who, what, when. */
export function NoteLine({ line, date, sameSpeaker, sameMinute }: NoteLineProps) {
  const style = { '--indent': line.indent } as CSSProperties;
  const anchor = lineAnchor(line.id);
  return (
    <li id={anchor} className={classNames('note-line', line.tag && `note-${line.tag}`)} style={style}>
      <NoteSpeaker line={line} hidden={sameSpeaker} />
      <div className="note-text">
        <NoteTag line={line} date={date} />
        {line.kind === 'placeholder' ? <span className="note-tag note-tag-open">To follow</span> : null}
        {line.prompt !== null && line.text === '' ? (
          <span className="text-faint italic">{line.prompt}</span>
        ) : (
          <NoteBody line={line} zone={date.zone} />
        )}
      </div>
      <a
        href={`#${anchor}`}
        className={classNames('note-link', (sameMinute || line.at === null) && 'note-link-quiet')}
        aria-label={
          line.at === null ? 'Link to this line' : `Link to this line, ${formatClock(line.at, date.zone)}`
        }
      >
        {line.at === null ? '#' : <time dateTime={line.at}>{formatClock(line.at, date.zone)}</time>}
      </a>
    </li>
  );
}

function NoteTag({ line: { tag, action }, date }: { line: LineView; date: CallDate }) {
  if (tag === null) return null;
  return (
    <span className="note-tag">
      {tag === 'action' ? (
        <ActionFacts
          owner={action?.owner ?? null}
          due={action?.due ?? null}
          done={action?.done === true}
          date={date}
        />
      ) : (
        tagWords[tag]
      )}
    </span>
  );
}

function NoteSpeaker({ line, hidden }: { line: LineView; hidden: boolean }) {
  if (line.speaker === null) return null;
  const style = { '--person': `var(--speaker-${String(speakerColor(line.speaker))})` } as CSSProperties;
  return (
    <b className={classNames('note-speaker', hidden && 'note-speaker-again')} style={style}>
      {line.speaker.name}
      <span className="note-colon">: </span>
    </b>
  );
}

function NoteBody({ line, zone }: { line: LineView; zone: string }) {
  switch (line.kind) {
    case 'code':
      return (
        <pre className="note-pre">
          <code>{line.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote className="note-quote">
          <InlineContent content={line.content} zone={zone} />
        </blockquote>
      );
    case 'line':
    case 'placeholder':
      return <InlineContent content={line.content} zone={zone} />;
  }
}
