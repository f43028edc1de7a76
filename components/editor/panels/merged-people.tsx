'use client';

import { useState } from 'react';
import type { RosterPerson } from '#lib/speakers/roster.ts';
import { splitFromRoster } from './change-roster.ts';
import { PanelButton } from './panel-parts.tsx';

type MergedPeopleProps = {
  person: RosterPerson;
  /** Whether the asker may take them apart. */
  manages: boolean;
  announce: (text: string) => void;
};

/** Who turned out to be this person, and the way back. */
export function MergedPeople({ person, manages, announce }: MergedPeopleProps) {
  const [working, setWorking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  async function split(id: string, name: string): Promise<void> {
    if (working) return;
    setWorking(true);
    const why = await splitFromRoster(id);
    setWorking(false);
    setFailed(why);
    if (why === null) announce(`${name} and ${person.name} are two people again.`);
  }

  return (
    <>
      {person.merged?.map(({ id, name }) => (
        <p key={id} className="cn-panel-row">
          <span>
            {name} was merged into {person.name}.
          </span>
          {manages ? (
            <PanelButton disabled={working} run={() => void split(id, name)}>
              Split
            </PanelButton>
          ) : null}
        </p>
      ))}
      {manages ? (
        <p className="cn-panel-quiet">
          After a split, lines that were given to {person.name} stay theirs; undo gives them back.
        </p>
      ) : null}
      {failed === null ? null : (
        <p role="alert" className="text-danger">
          {failed}
        </p>
      )}
    </>
  );
}
