import type { NamePlan } from '#lib/speakers/plan-name.ts';
import { idleForm, type FormState } from '#server/actions/form-state.ts';
import { mergePeople } from '#server/actions/merge-people.ts';
import { renamePerson } from '#server/actions/rename-person.ts';
import { splitPerson } from '#server/actions/split-person.ts';

/** Does to the roster of the series what is planned for a person's name; null when it is done, else why it is not. */
export async function changeRoster(
  personId: string,
  plan: Exclude<NamePlan, { kind: 'nothing' }>,
): Promise<string | null> {
  return plan.kind === 'merge'
    ? attempt(mergePeople, { personId, intoId: plan.into.id })
    : attempt(renamePerson, { personId, name: plan.name });
}

/** Takes two people apart that were merged; null when it is done, else why it is not. */
export async function splitFromRoster(personId: string): Promise<string | null> {
  return attempt(splitPerson, { personId });
}

async function attempt(
  action: (before: FormState, form: FormData) => Promise<FormState>,
  fields: Record<string, string>,
): Promise<string | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  try {
    const state = await action(idleForm, form);
    return state.status === 'done' ? null : (state.details['name'] ?? state.message ?? notReached);
  } catch {
    return notReached;
  }
}

const notReached = 'The server did not answer. Nothing was changed; try again.';
