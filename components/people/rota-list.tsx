'use client';

import { ActionForm } from '#components/forms/action-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Field } from '#components/ui/field.tsx';
import { plainDay } from '#lib/dates/day-words.ts';
import { formatLength } from '#lib/times/format-instant.ts';
import { addAbsence } from '#server/actions/add-absence.ts';
import { removeAbsence } from '#server/actions/remove-absence.ts';
import { setTakesNotes } from '#server/actions/set-takes-notes.ts';
import type { RotaMember, RotaView } from '#server/queries/rota-view.ts';

/** Whose turn it is to take notes: who took them how often, for how long and when last, and who is away. */
export function RotaList({ rota }: { rota: RotaView }) {
  if (rota.members.length === 0) {
    return (
      <EmptyState title="Nobody takes notes yet">Owners, chairs and participants do, in turn.</EmptyState>
    );
  }
  return (
    <>
      <p className="mb-3 max-w-prose text-soft">
        {rota.reason} Each new call proposes the notetaker; they accept, or hand the notes on.
      </p>
      <ol aria-label="Turns" className="divide-y border-y">
        {rota.members.map((member, index) => (
          <li
            key={member.userId}
            className="grid gap-x-6 gap-y-1.5 py-2.5 md:grid-cols-[minmax(0,1fr)_minmax(0,18rem)_auto] md:items-center"
          >
            <div className="min-w-0 wrap-anywhere">
              <p className="font-semibold">
                {member.name}{' '}
                {index === 0 && member.standing?.can === 'yes' ? <Chip tone="accent">Next</Chip> : null}
                {member.standing?.can === 'away' ? <Chip>Away then</Chip> : null}
              </p>
              <Absences member={member} />
            </div>
            <p className="text-soft">{turnWords(member)}</p>
            {member.mayChange ? <TurnForms seriesId={rota.seriesId} member={member} /> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

function turnWords({ standing }: RotaMember): string {
  if (standing === null) return 'Takes no notes in turn';
  const { calls, lastCall, minutes } = standing;
  if (lastCall === null) return 'Has not taken notes yet';
  const often = ['never', 'once', 'twice'][calls] ?? `${String(calls)} times`;
  return `Took notes ${often}, ${formatLength(Math.round(minutes))}; last on #${String(lastCall.number)}`;
}

function Absences({ member }: { member: RotaMember }) {
  if (member.absences.length === 0) return null;
  return (
    <ul className="mt-1 grid gap-1 text-soft">
      {member.absences.map(({ id, from, to }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          Away {from === to ? `on ${plainDay(from)}` : `from ${plainDay(from)} to ${plainDay(to)}`}
          {member.mayChange ? (
            <ActionForm action={removeAbsence}>
              {({ pending }) => (
                <>
                  <input type="hidden" name="absenceId" value={id} />
                  <Button type="submit" size="small" look="quiet" className="max-sm:h-11" disabled={pending}>
                    Remove
                    <span className="sr-only"> the absence of {member.name}</span>
                  </Button>
                </>
              )}
            </ActionForm>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function TurnForms({ seriesId, member }: { seriesId: string; member: RotaMember }) {
  const takes = member.standing !== null;
  return (
    <div className="relative md:justify-self-end">
      <Disclosure
        className="start-0 mt-2 grid w-[min(20rem,calc(100vw-2rem))] gap-5 p-4 md:start-auto md:end-0"
        buttonClassName="max-sm:h-11"
        label={
          <span>
            Turns<span className="sr-only"> of {member.name}</span>
          </span>
        }
      >
        <ActionForm action={setTakesNotes} label={`Whether ${member.name} takes notes`}>
          {({ pending }) => (
            <>
              <input type="hidden" name="seriesId" value={seriesId} />
              <input type="hidden" name="userId" value={member.userId} />
              <input type="hidden" name="takesNotes" value={takes ? 'no' : 'yes'} />
              <Button type="submit" className="max-sm:h-11" disabled={pending}>
                {takes ? 'Take no notes in turn' : 'Take notes in turn'}
              </Button>
            </>
          )}
        </ActionForm>
        <ActionForm action={addAbsence} className="grid gap-3" label={`When ${member.name} is away`}>
          {({ state, pending }) => (
            <>
              <input type="hidden" name="seriesId" value={seriesId} />
              <input type="hidden" name="userId" value={member.userId} />
              <Field
                id={`away-from-${member.userId}`}
                name="from"
                label="Away from"
                type="date"
                required
                className="max-sm:h-11"
                defaultValue={state.values['from']}
                error={state.details['from']}
              />
              <Field
                id={`away-to-${member.userId}`}
                name="to"
                label="Last day away"
                type="date"
                required
                className="max-sm:h-11"
                defaultValue={state.values['to']}
                error={state.details['to']}
              />
              <Button type="submit" className="max-sm:h-11" disabled={pending}>
                Save
              </Button>
            </>
          )}
        </ActionForm>
      </Disclosure>
    </div>
  );
}
