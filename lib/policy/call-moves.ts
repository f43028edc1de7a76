import type { CallAccess, CallStatus } from './access.ts';

/** What can be done to a call's state: start it, end it, publish its notes, open them again. */
export const callMoves = ['start', 'end', 'publish', 'reopen'] as const;
export type CallMove = (typeof callMoves)[number];

type Rule = { from: CallStatus; to: CallStatus; right: 'run' | 'startStop' };

/** A call's life: planned, live, review, published; publishing can be taken back into review. */
export const callMoveRules: Readonly<Record<CallMove, Rule>> = {
  start: { from: 'planned', to: 'live', right: 'startStop' },
  end: { from: 'live', to: 'review', right: 'startStop' },
  publish: { from: 'review', to: 'published', right: 'run' },
  reopen: { from: 'published', to: 'review', right: 'run' },
};

/** The moves that a call in this state offers to somebody with this access. */
export function possibleMoves(status: CallStatus, access: CallAccess): CallMove[] {
  return callMoves.filter((move) => {
    const rule = callMoveRules[move];
    return rule.from === status && access[rule.right];
  });
}
