import type { Actor, CallAccess, CallStatus } from './access.ts';

/** What policy needs to know about who takes the notes of a call. */
export type NotesTurn = {
  status: CallStatus;
  notetakerId: string | null;
  /** Whether the notetaker has said yes. */
  accepted: boolean;
};

export type NotesTurnAccess = {
  /** Say yes to taking the notes. */
  accept: boolean;
  /** Hand the notes on to whose turn is next. */
  pass: boolean;
};

/** What an actor may do about whose turn the notes of a call are. */
export function notesTurn(
  actor: Actor,
  { startStop, run }: Pick<CallAccess, 'startStop' | 'run'>,
  { status, notetakerId, accepted }: NotesTurn,
): NotesTurnAccess {
  const own = actor.kind === 'user' && !actor.guest && actor.userId === notetakerId && startStop;
  return {
    accept: (status === 'planned' || status === 'live') && own && !accepted,
    // During the call one asks to be covered.
    pass: status === 'planned' && notetakerId !== null && (own || run),
  };
}
