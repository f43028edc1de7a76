import { AppError } from '#lib/errors.ts';
import { notesTurn, type NotesTurnAccess } from '#lib/policy/notes-turn.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { findCallById } from '#server/db/calls.ts';
import { requireCall } from './require-call.ts';

/**
 * The notetaker of a call, once policy lets the asker do this about their turn.
 * @throws AppError as `requireCall` does.
 */
export async function requireTurn(
  callId: string,
  verb: keyof NotesTurnAccess,
): Promise<{ notetakerId: string }> {
  const { access, facts } = await requireCall(callId, 'startStop');
  const call = await findCallById(callId);
  const notetakerId = call?.notetakerId ?? null;
  const accepted = call?.notetakerAcceptedAt != null;
  const turn = notesTurn(await currentActor(), access, { status: facts.status, notetakerId, accepted });
  if (notetakerId === null || !turn[verb]) {
    throw new AppError('forbidden', {
      message: 'This is not for you to say now. Nothing was changed.',
    });
  }
  return { notetakerId };
}
