import Link from 'next/link';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Initials } from '#components/ui/initials.tsx';
import { speakerColor } from '#lib/speakers/speaker-color.ts';
import type { PersonView } from '#server/queries/people-view.ts';

type RosterListProps = { slug: string; roster: readonly PersonView[]; mayEdit: boolean };

/** Everybody who speaks on the calls of a series, in the order of joining. */
export function RosterList({ slug, roster, mayEdit }: RosterListProps) {
  if (roster.length === 0) {
    return (
      <EmptyState title="Nobody has spoken yet">
        Whoever is named as a speaker or given an action in notes joins the roster by it.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Roster" className="divide-y border-y">
      {roster.map((person) => (
        <li
          key={person.id}
          className="grid grid-cols-[2.25rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1 py-2.5 md:grid-cols-[2.25rem_minmax(0,1fr)_14rem_5rem] md:items-baseline"
        >
          <p className="tabular text-end text-faint">{person.number}</p>
          <div className="min-w-0 wrap-anywhere">
            <p className="flex flex-wrap items-center gap-x-2">
              <Initials initials={person.initials} color={speakerColor(person)} />
              <span className="sr-only">{person.initials}</span>
              <span className="font-semibold">{person.name}</span>
              {person.aliases.length === 0 ? null : (
                <span className="text-soft">also {person.aliases.join(', ')}</span>
              )}
            </p>
            {person.lookAlikes.length === 0 ? null : (
              <p className="text-small text-gap">
                Easily taken for {listed(person.lookAlikes)}: look twice when you name either.
              </p>
            )}
            {person.unknown ? (
              <p className="text-small text-soft">
                A voice that nobody knew: another one on each call, and named there.
              </p>
            ) : null}
          </div>
          <p className="col-start-2 text-soft md:col-start-auto">
            {spokenText(person)}
            {person.lastCall === null ? null : (
              <>
                {', last on '}
                <Link href={`/${slug}/${String(person.lastCall)}`} className="tabular quiet-link">
                  #{person.lastCall}
                </Link>
              </>
            )}
            {person.account === null ? null : (
              <span className="block text-small">Account of {person.account.name}</span>
            )}
          </p>
          {mayEdit && !person.unknown ? (
            <ButtonLink
              href={`/${slug}/people?edit=${encodeURIComponent(person.id)}#edit-person`}
              size="small"
              look="quiet"
              className="col-start-3 row-start-1 max-sm:h-11 md:col-start-auto md:row-start-auto md:justify-self-end"
            >
              Edit<span className="sr-only"> {person.name}</span>
            </ButtonLink>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function spokenText({ lines }: PersonView): string {
  if (lines === 0) return 'No lines';
  return lines === 1 ? '1 line' : `${String(lines)} lines`;
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
