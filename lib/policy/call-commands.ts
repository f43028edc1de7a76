import type { CallCommand } from '#lib/collab/call-state.ts';
import type { CallAccess } from './access.ts';

const rights: Readonly<Record<CallCommand['kind'], keyof CallAccess>> = {
  askCover: 'writeNotes',
  withdrawCover: 'writeNotes',
  takeOver: 'writeNotes',
  vote: 'propose',
  // Whoever may write the notes in which it is ticked, the agenda of the next call included.
  tick: 'writeDocument',
};

/** Whether somebody with this access may give a command about a call's state. */
export function mayCommand({ kind }: CallCommand, access: CallAccess): boolean {
  return access[rights[kind]] === true;
}
