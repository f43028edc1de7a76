/** A call that was held. */
export type RotaCall = {
  number: number;
  /** The instant (ISO) it started at. */
  startedAt: string;
  /** How long it lasted. */
  minutes: number;
  /** Who took its notes; null when nobody did. */
  notetakerId: string | null;
};

/** Somebody who takes notes in turn with others. */
export type RotaCandidate = {
  id: string;
  name: string;
  /** The instant (ISO) since which they are a member. */
  memberSince: string;
  /** When they are away: instants (ISO), from the first up to the second. */
  absences: readonly { from: string; to: string }[];
};

export type RotaInput = {
  calls: readonly RotaCall[];
  candidates: readonly RotaCandidate[];
  /** The instant (ISO) of the call that wants a notetaker; only calls before it count. */
  at: string;
  /** How many of the latest calls count. */
  window?: number;
};

/** How somebody stands in the rota. */
export type RotaStanding = {
  id: string;
  name: string;
  /** Calls among those that count on which they took notes, and how long these lasted together. */
  calls: number;
  minutes: number;
  /**
   * `minutes`, and for each call held while they were no member yet or away an even share of its length: nobody is
   * behind for calls that they could not take. Rounded to a hundredth of a minute.
   */
  load: number;
  /** The latest call on which they took notes, however long ago; null when there is none. */
  lastCall: { number: number; startedAt: string } | null;
  /** Whether they took notes on the latest call of all. */
  tookTheLast: boolean;
  /** Whether they can take notes on the call that is asked about. */
  can: 'yes' | 'away' | 'not a member yet';
};

/** How many of the latest calls count when nothing else is said. */
export const ROTA_WINDOW = 24;

/**
 * How the candidates stand, who is next first: those who can, the notetaker of the latest call behind all others; then
 * the least load, the longest ago, and the name. The same input gives the same order, in whatever order it comes.
 */
export function rotaStandings(input: RotaInput): RotaStanding[] {
  const { candidates, at } = input;
  const held = callsBefore(input);
  const counted = held.slice(0, input.window ?? ROTA_WINDOW);
  return candidates
    .map((candidate): RotaStanding => {
      const own = counted.filter(({ notetakerId }) => notetakerId === candidate.id);
      const last = held.find(({ notetakerId }) => notetakerId === candidate.id);
      const minutes = sumOfMinutes(own);
      const missed = counted.filter(
        (call) => !own.includes(call) && canAt(candidate, call.startedAt) !== 'yes',
      );
      return {
        id: candidate.id,
        name: candidate.name,
        calls: own.length,
        minutes,
        load: Math.round((minutes + sumOfMinutes(missed) / candidates.length) * 100) / 100,
        lastCall: last === undefined ? null : { number: last.number, startedAt: last.startedAt },
        tookTheLast: held[0]?.notetakerId === candidate.id,
        can: canAt(candidate, at),
      };
    })
    .toSorted(byTurn);
}

/** The calls that were held before the one that wants a notetaker, latest first. */
export function callsBefore({ calls, at }: RotaInput): RotaCall[] {
  return calls
    .filter(({ startedAt }) => Date.parse(startedAt) < Date.parse(at))
    .toSorted(
      (one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt) || other.number - one.number,
    );
}

function canAt({ memberSince, absences }: RotaCandidate, at: string): RotaStanding['can'] {
  const instant = Date.parse(at);
  if (Date.parse(memberSince) > instant) return 'not a member yet';
  const away = absences.some(({ from, to }) => Date.parse(from) <= instant && instant < Date.parse(to));
  return away ? 'away' : 'yes';
}

function byTurn(one: RotaStanding, other: RotaStanding): number {
  if ((one.can === 'yes') !== (other.can === 'yes')) return one.can === 'yes' ? -1 : 1;
  if (one.tookTheLast !== other.tookTheLast) return one.tookTheLast ? 1 : -1;
  return byShare(one, other);
}

/** The order of a rota in which everybody could take every call. */
export function byShare(one: RotaStanding, other: RotaStanding): number {
  if (one.load !== other.load) return one.load - other.load;
  const ago = lastAt(one) - lastAt(other);
  if (ago !== 0) return ago;
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** The first instant a date can hold. */
const BEFORE_ALL = -8.64e15;

function lastAt({ lastCall }: RotaStanding): number {
  return lastCall === null ? BEFORE_ALL : Date.parse(lastCall.startedAt);
}

function sumOfMinutes(calls: readonly RotaCall[]): number {
  return calls.reduce((sum, { minutes }) => sum + minutes, 0);
}
