import type { CSSProperties } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { formatClock } from '#lib/times/format-instant.ts';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import type { CallDate } from '#lib/dates/call-day.ts';
import type { LineView } from '#server/queries/notes-view.ts';
import { InlineContent } from './inline-content.tsx';
import { isSettled, LineTag } from './line-tag.tsx';
import { lineAnchor } from '#lib/notes/item-anchor.ts';

type NoteLineProps = {
  line: LineView;
  date: CallDate;
  /** The call, where the reader may say that its actions are done. */
  ticksIn: string | null;
  /** Whether the line above is by the same person, so that the name is not printed again. */
  sameSpeaker: boolean;
  /** Whether the line above was written in the same minute. */
  sameMinute: boolean;
};

/** One line of the notes: who, what, when. */
export function NoteLine({ line, date, ticksIn, sameSpeaker, sameMinute }: NoteLineProps) {
  const style = { '--indent': line.indent } as CSSProperties;
  const anchor = lineAnchor(line.id);
  return (
    <li
      id={anchor}
      className={classNames('note-line', line.tag && `note-${line.tag}`, isSettled(line) && 'note-settled')}
      style={style}
    >
      <NoteSpeaker line={line} hidden={sameSpeaker} />
      <div className="note-text">
        <LineTag line={line} date={date} ticksIn={ticksIn} />
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
      return (
        <span className="note-said">
          <InlineContent content={line.content} zone={zone} />
        </span>
      );
  }
}
