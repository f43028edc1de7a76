'use client';

import { useActionState } from 'react';
import { ActionNotice } from '#components/forms/action-notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { idleForm } from '#server/actions/form-state.ts';
import { splitPerson } from '#server/actions/split-person.ts';
import type { PersonView } from '#server/queries/people-view.ts';

/** Who was merged into a person, and the way back. */
export function SplitForms({ person }: { person: PersonView }) {
  const [splitting, split, pending] = useActionState(splitPerson, idleForm);
  if (person.merged.length === 0 && splitting.message === null) return null;
  return (
    <div>
      <ActionNotice state={splitting} />
      {person.merged.map(({ id, name }) => (
        <form key={id} action={split} className="flex flex-wrap items-center gap-3">
          <input type="hidden" name="personId" value={id} />
          <p>
            {name} was merged into {person.name}.
          </p>
          <Button type="submit" className="max-sm:h-11" disabled={pending}>
            Split<span className="sr-only"> {name} off</span>
          </Button>
        </form>
      ))}
    </div>
  );
}
