import { actionDue } from '#lib/actions/action-words.ts';
import type { CallDate } from '#lib/dates/call-day.ts';

type ActionDueProps = { due: string | null; date: CallDate };

/** Until when an action is due, such as `by Fri 3 Jul`; nothing when no date is set. */
export function ActionDue({ due, date }: ActionDueProps) {
  const words = actionDue(due, date);
  if (words === null) return null;
  return (
    <time dateTime={words.date} title={words.full} className="whitespace-nowrap">
      {words.short}
    </time>
  );
}

type ActionFactsProps = ActionDueProps & { owner: string | null; done: boolean };

/** An action's tag in the notes: whose it is and until when, as in the editor. */
export function ActionFacts({ owner, due, done, date }: ActionFactsProps) {
  return (
    <>
      {done ? 'Action done' : 'Action'}
      {owner === null ? null : ` · ${owner}`}
      {due === null ? null : ' · '}
      <ActionDue due={due} date={date} />
    </>
  );
}
