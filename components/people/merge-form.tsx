'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/input.tsx';
import { mergePeople } from '#server/actions/merge-people.ts';
import type { PersonView } from '#server/queries/people-view.ts';

type MergeFormProps = { person: PersonView; others: readonly PersonView[] };

/** Says that a person is somebody else of the roster; look-alikes are offered first. */
export function MergeForm({ person, others }: MergeFormProps) {
  const isAlike = ({ name }: PersonView): boolean => person.lookAlikes.includes(name);
  const offered = [...others.filter(isAlike), ...others.filter((other) => !isAlike(other))];
  return (
    <ActionForm action={mergePeople} className="grid gap-2" label={`Merge ${person.name}`}>
      {({ pending }) => (
        <>
          <input type="hidden" name="personId" value={person.id} />
          <label htmlFor="merge-into" className="font-medium">
            Merge into
          </label>
          <p id="merge-into-hint" className="text-small text-soft">
            Where notes name {person.name}, they show the other from then on. It can be split again.
          </p>
          <div className="flex flex-wrap gap-2">
            <Select
              // Whoever comes to look alike is chosen, not whoever was before.
              key={offered[0]?.id}
              id="merge-into"
              name="intoId"
              aria-describedby="merge-into-hint"
              className="w-auto min-w-0 max-sm:h-11"
            >
              {offered.map(({ id, name, number }) => (
                <option key={id} value={id}>
                  {number}. {name}
                </option>
              ))}
            </Select>
            <Button type="submit" className="h-9 max-sm:h-11" disabled={pending}>
              {pending ? 'Merging' : 'Merge'}
            </Button>
          </div>
        </>
      )}
    </ActionForm>
  );
}
