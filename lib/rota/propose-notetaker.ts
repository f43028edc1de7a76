import {
  byShare,
  callsBefore,
  ROTA_WINDOW,
  rotaStandings,
  type RotaInput,
  type RotaStanding,
} from './rota.ts';

export type NotetakerProposal = {
  /** Who should take notes; null when nobody can. */
  notetaker: RotaStanding | null;
  /** Who would be next; null when nobody else can. */
  backup: RotaStanding | null;
  /** Why, in one or two sentences. */
  reason: string;
  /** All candidates, who is next first. */
  standings: RotaStanding[];
};

/**
 * Who takes the notes of a call, and why. Of those who can it is whoever has the least minutes in the latest calls, then
 * who took notes longest ago; the notetaker of the latest call only when nobody else can.
 */
export function proposeNotetaker(input: RotaInput): NotetakerProposal {
  const standings = rotaStandings(input);
  const able = standings.filter(({ can }) => can === 'yes');
  const [notetaker, backup] = able;
  if (notetaker === undefined)
    return { notetaker: null, backup: null, reason: whyNobody(standings), standings };
  const counted = Math.min(callsBefore(input).length, input.window ?? ROTA_WINDOW);
  const reason = [whyThisOne(notetaker, able.slice(1), counted), ...whyNotThose(notetaker, standings)].join(
    ' ',
  );
  return { notetaker, backup: backup ?? null, reason, standings };
}

function whyNobody(standings: readonly RotaStanding[]): string {
  if (standings.length === 0) return 'Nobody takes notes in turn yet.';
  return `Nobody can take notes on this call: ${standings.map(({ name, can }) => `${name} is ${can}`).join(', ')}.`;
}

function whyThisOne(chosen: RotaStanding, others: readonly RotaStanding[], counted: number): string {
  const { name, lastCall } = chosen;
  if (others.length === 0) {
    return `Only ${name} can take notes on this call${chosen.tookTheLast ? ', as on the last one' : ''}.`;
  }
  if (lastCall === null) return `${name} has not taken notes yet.`;
  const longestAgo = others.every(
    (other) =>
      other.lastCall !== null && Date.parse(other.lastCall.startedAt) > Date.parse(lastCall.startedAt),
  );
  if (longestAgo) return `${name} has not taken notes since call ${String(lastCall.number)}.`;
  const calls = counted === 1 ? 'the last call' : `the last ${String(counted)} calls`;
  if (others.every((other) => other.tookTheLast || other.minutes > chosen.minutes)) {
    return `${name} took notes for ${minutesText(chosen.minutes)} of ${calls}, less than the others.`;
  }
  return `${name} has taken the smallest share of ${calls}, not counting those that each could not take.`;
}

function minutesText(minutes: number): string {
  const rounded = Math.round(minutes);
  return rounded === 1 ? '1 minute' : `${String(rounded)} minutes`;
}

/** Those whose turn it would have been. */
function whyNotThose(chosen: RotaStanding, standings: readonly RotaStanding[]): string[] {
  return standings
    .filter((other) => other !== chosen && byShare(other, chosen) < 0)
    .map(({ name, can }) => (can === 'yes' ? `${name} took the last call.` : `${name} is ${can}.`));
}
