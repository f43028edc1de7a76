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

/** What an actor may do about whose turn the notes of a call are, before the notes are done. */
export function notesTurn(
  actor: Actor,
  { startStop, run }: Pick<CallAccess, 'startStop' | 'run'>,
  { status, notetakerId, accepted }: NotesTurn,
): NotesTurnAccess {
  const ahead = status === 'planned' || status === 'live';
  const own = actor.kind === 'user' && !actor.guest && actor.userId === notetakerId && startStop;
  return {
    accept: ahead && own && !accepted,
    pass: ahead && notetakerId !== null && (own || (run && status === 'planned')),
  };
}
