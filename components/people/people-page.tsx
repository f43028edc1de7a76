import type { ReactNode } from 'react';
import { SeriesPageHeader } from '#components/series/series-page-header.tsx';
import type { PeopleView, PersonView } from '#server/queries/people-view.ts';
import { EditPerson } from './edit-person.tsx';
import { InvitationsList } from './invitations-list.tsx';
import { InviteForms } from './invite-forms.tsx';
import { MembersList } from './members-list.tsx';
import { RosterList } from './roster-list.tsx';
import { RotaList } from './rota-list.tsx';

type PeoplePageProps = {
  people: PeopleView;
  /** Who of the roster is being edited. */ editId: string | null;
};

/** Who belongs to a series, who is invited to it, and who speaks on its calls. */
export function PeoplePage({ people, editId }: PeoplePageProps) {
  const { seriesId, slug, seriesTitle, access, members, invitations, roster, rota } = people;
  const edited = access.editRoster ? roster.find((person) => isEdited(person, editId)) : undefined;
  return (
    <>
      <SeriesPageHeader
        series={{ slug, title: seriesTitle }}
        access={access}
        page="people"
        title="People"
        lead="Members have accounts and roles. The roster has everybody who speaks on the calls, with or without an account."
      />
      <Part title="Members" count={members.length}>
        <MembersList seriesId={seriesId} members={members} />
      </Part>
      <Part title="Taking notes" count={rota.members.filter(({ standing }) => standing !== null).length}>
        <RotaList rota={rota} />
      </Part>
      {invitations === null ? null : (
        <Part title="Invitations" count={invitations.length}>
          <InviteForms seriesId={seriesId} grants={access.grants} mailed={people.mailed} />
          <InvitationsList seriesId={seriesId} invitations={invitations} />
        </Part>
      )}
      <Part title="Roster" count={roster.length}>
        {edited === undefined ? null : (
          <EditPerson
            key={edited.id}
            slug={slug}
            person={edited}
            others={roster.filter((other) => other !== edited && !other.unknown)}
            members={members}
          />
        )}
        <RosterList slug={slug} roster={roster} mayEdit={access.editRoster} />
      </Part>
    </>
  );
}

/** Whoever was merged away is edited as the person they turned out to be. */
function isEdited({ id, unknown, merged }: PersonView, editId: string | null): boolean {
  return !unknown && (id === editId || merged.some((other) => other.id === editId));
}

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const id = `part-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section aria-labelledby={id} className="mb-12">
      <h2 id={id} className="mb-3 text-heading font-semibold">
        {title} <span className="tabular font-normal text-faint">{count}</span>
      </h2>
      {children}
    </section>
  );
}
