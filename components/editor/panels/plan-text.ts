import type { NamePlan } from '#lib/speakers/plan-name.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';

type PlanFacts = {
  person: SpeakerPerson;
  /** How many lines of this call are theirs. */
  count: number;
  /** Whether the person is a voice that nobody knows yet. */
  unknown: boolean;
  /** Whether it is for every call of the series. */
  inSeries: boolean;
  /** Whether the asker may change the roster. */
  manages: boolean;
};

/** What pressing the button would do, in a sentence or two. */
export function planText(plan: NamePlan, { person, count, unknown, inSeries, manages }: PlanFacts): string {
  const lines = count === 1 ? 'One line' : `${count} lines`;
  switch (plan.kind) {
    case 'nothing':
      return unknown
        ? 'Write who it was: somebody of this call, or a new name.'
        : 'Write another name, or that of somebody who is the same person.';
    case 'merge':
      return inSeries
        ? `${person.name} and ${plan.into.name} become one person, called ${plan.into.name}, on every call.`
        : `${lines} of this call ${count === 1 ? 'becomes' : 'become'} ${plan.into.name}’s.`;
    case 'rename':
      if (inSeries)
        return `${person.name} is called ${plan.name} on every call. “${person.name}” goes on working as a name to type.`;
      if (unknown)
        return `${lines} of this call ${count === 1 ? 'becomes' : 'become'} ${plan.name}’s, who joins the roster.`;
      return `${lines} of this call ${count === 1 ? 'becomes' : 'become'} ${plan.name}’s.${manages ? '' : ' Only the owner and the chair of the series rename people on every call.'}`;
  }
}
