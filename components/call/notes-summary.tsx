import type { CallDate } from '#lib/dates/call-day.ts';
import { formatClock } from '#lib/times/format-instant.ts';
import { gapCount } from '#lib/gaps/open-gaps.ts';
import type { NotesView, SourceView } from '#server/queries/notes-view.ts';
import { lineAnchor } from '#lib/notes/item-anchor.ts';
import { ActionDue } from './action-facts.tsx';

/** What came out of the call: decisions, actions, and what is honestly missing. */
export function NotesSummary({ notes, date }: { notes: NotesView; date: CallDate }) {
  const { decisions, actions, gaps, placeholders } = notes;
  if (decisions.length + actions.length + gaps.length + placeholders === 0) return null;
  return (
    <section aria-label="Summary" className="notes-summary">
      {decisions.length === 0 ? null : (
        <div>
          <h2>Decisions</h2>
          <ul>
            {decisions.map((decision) => (
              <li key={decision.lineId}>
                <a href={`#${lineAnchor(decision.lineId)}`} className="quiet-link">
                  {decision.text}
                </a>
                <Source source={decision.source} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {actions.length === 0 ? null : (
        <div>
          <h2>Actions</h2>
          <ul>
            {actions.map((action) => (
              <li key={action.lineId}>
                <b className="font-semibold">{action.owner ?? 'Nobody yet'}</b>{' '}
                <a href={`#${lineAnchor(action.lineId)}`} className="quiet-link">
                  {action.text}
                </a>
                {action.due === null ? null : (
                  <span className="text-soft">
                    , <ActionDue due={action.due} date={date} />
                  </span>
                )}
                {action.done ? <span className="text-done"> (done)</span> : null}
                <Source source={action.source} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <OpenPlaces gaps={gaps} placeholders={placeholders} zone={date.zone} />
    </section>
  );
}

/** Under an answer, what it answers: without it a decision may read “No”. */
function Source({ source }: { source: SourceView | null }) {
  if (source === null) return null;
  return (
    <span className="block text-small text-soft">
      on{' '}
      <a href={`#${lineAnchor(source.lineId)}`} className="quiet-link">
        “{source.text}”
      </a>
    </span>
  );
}

type OpenPlacesProps = Pick<NotesView, 'gaps' | 'placeholders'> & { zone: string };

function OpenPlaces({ gaps, placeholders, zone }: OpenPlacesProps) {
  if (gaps.length + placeholders === 0) return null;
  return (
    <div>
      <h2>Open</h2>
      {gaps.length === 0 ? null : (
        <p>
          {gapCount(gaps.length)}, where something was missed:{' '}
          {gaps.map((gap, index) => (
            <span key={gap.id}>
              {index === 0 ? '' : ', '}
              <a href={`#${lineAnchor(gap.lineId)}`} className="tabular quiet-link">
                {gap.at === null ? `place ${String(index + 1)}` : formatClock(gap.at, zone)}
              </a>
            </span>
          ))}
          .
        </p>
      )}
      {placeholders === 0 ? null : (
        <p>{placeholders === 1 ? 'One part is' : `${String(placeholders)} parts are`} still to follow.</p>
      )}
    </div>
  );
}
