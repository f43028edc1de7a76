import type { Actor } from './access.ts';
import type { SeriesAccess } from './series-access.ts';

/** Whether an actor may say when a member is away and whether they take notes in turn: of themselves, or as who runs the series. */
export function maySetTurns(
  actor: Actor,
  { manage, propose }: Pick<SeriesAccess, 'manage' | 'propose'>,
  userId: string,
): boolean {
  return manage || (propose && actor.kind === 'user' && actor.userId === userId);
}
