'use client';

import { ThumbsUp } from 'lucide-react';
import { useActionState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { votersText, voteText } from '#lib/agenda/vote-words.ts';
import { idleForm } from '#server/actions/form-state.ts';
import { voteItem } from '#server/actions/vote-item.ts';

type VoteFormProps = {
  callId: string;
  itemId: string;
  title: string;
  people: readonly { userId: string; name: string }[];
  /** Id of the asker, who may vote. */
  me: string;
};

/** Says that one wants an item talked about, or takes it back, where the agenda is only read. */
export function VoteForm({ callId, itemId, title, people, me }: VoteFormProps) {
  const [state, send, pending] = useActionState(voteItem, idleForm);
  const mine = people.some(({ userId }) => userId === me);
  return (
    <form action={send} className="print:hidden">
      <input type="hidden" name="callId" value={callId} />
      <input type="hidden" name="itemId" value={itemId} />
      <input type="hidden" name="wanted" value={mine ? 'no' : 'yes'} />
      <Button
        type="submit"
        look="quiet"
        size="small"
        aria-pressed={mine}
        disabled={pending}
        className="-ms-2.5 aria-pressed:bg-accent-wash aria-pressed:text-accent max-sm:h-11"
        title={votersText(people.map(({ name }) => name))}
      >
        <ThumbsUp aria-hidden="true" />
        {voteText(people.length)}
        <span className="sr-only">: {title}</span>
      </Button>
      {state.status === 'failed' ? (
        <span role="alert" className="text-small text-danger">
          {state.message}
        </span>
      ) : null}
    </form>
  );
}
