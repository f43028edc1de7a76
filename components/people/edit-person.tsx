import { ButtonLink } from '#components/ui/button-link.tsx';
import { Initials } from '#components/ui/initials.tsx';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import type { MemberView, PersonView } from '#server/queries/people-view.ts';
import { MergeForm } from './merge-form.tsx';
import { PersonForm } from './person-form.tsx';
import { SplitForms } from './split-forms.tsx';

type EditPersonProps = {
  slug: string;
  person: PersonView;
  /** Everybody else on the roster who has a name. */
  others: readonly PersonView[];
  members: readonly MemberView[];
};

/** What can be changed about a person of the roster; it holds on every call of the series. */
export function EditPerson({ slug, person, others, members }: EditPersonProps) {
  const accounts = members.map(({ userId, name }) => ({ userId, name }));
  const { account } = person;
  if (account !== null && !accounts.some(({ userId }) => userId === account.userId)) accounts.push(account);
  return (
    <section
      id="edit-person"
      aria-label={`Edit ${person.name}`}
      className="mb-4 grid gap-6 rounded-card bg-sunken p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="flex items-center gap-2 text-lead font-semibold">
          <Initials initials={person.initials} color={speakerColor(person)} />
          {person.name}
        </h3>
        <ButtonLink href={`/${slug}/people`} scroll={false} className="max-sm:h-11">
          Close
        </ButtonLink>
      </div>
      <PersonForm person={person} accounts={accounts} />
      <SplitForms person={person} />
      {others.length === 0 ? null : <MergeForm person={person} others={others} />}
    </section>
  );
}
