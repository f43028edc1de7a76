import { originWords } from '#lib/carry-over/carried-words.ts';
import type { LineOrigin } from '#lib/carry-over/origins.ts';
import type { CallDate } from '#lib/dates/call-day.ts';
import type { LineView } from '#server/queries/notes-view.ts';
import { ActionFacts } from './action-facts.tsx';
import { TickForm } from './tick-form.tsx';

const tagWords = { decision: 'Decision', question: 'Question' } as const;

type LineTagProps = {
  line: LineView;
  date: CallDate;
  /** The call, where the reader may say that its actions are done. */
  ticksIn: string | null;
};

/** What stands before a line's words: the box of an action, its tag, and where it comes from. */
export function LineTag({ line, date, ticksIn }: LineTagProps) {
  const { origin, tag } = line;
  const action = actionOf(line);
  return (
    <>
      {action === null || ticksIn === null ? null : (
        <TickForm
          callId={ticksIn}
          born={origin ?? { callId: ticksIn, lineId: line.id }}
          done={action.done}
          text={line.text}
        />
      )}
      {action === null ? null : (
        <span className="note-tag">
          <ActionFacts owner={action.owner} due={action.due} done={action.done} date={date} />
        </span>
      )}
      {tag === null || tag === 'action' ? null : <span className="note-tag">{tagWords[tag]}</span>}
      {isOpenPlace(line) ? <span className="note-tag note-tag-open">To follow</span> : null}
      {origin?.kind === 'placeholder' && origin.done ? (
        <span className="note-tag note-tag-done">Written</span>
      ) : null}
      {origin === null ? null : <LineFrom origin={origin} />}
    </>
  );
}

/** Whether what a line stands for is over: an action that is done, a placeholder that was written. */
export function isSettled(line: LineView): boolean {
  return (actionOf(line) ?? line.origin)?.done === true;
}

/** A line that stands for an action of an earlier call is that one; without it, it is plain text. */
function actionOf({ action, origin }: LineView): LineView['action'] {
  return origin?.kind === 'action' ? origin : action;
}

function isOpenPlace({ kind, origin }: LineView): boolean {
  return kind === 'placeholder' || (origin?.kind === 'placeholder' && !origin.done);
}

function LineFrom({ origin }: { origin: LineOrigin }) {
  const words = originWords(origin);
  if (origin.href === null) return <span className="note-from">{words}</span>;
  return (
    <a href={origin.href} className="note-from">
      {words}
    </a>
  );
}
