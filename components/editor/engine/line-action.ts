import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { LineOrigin } from '#lib/carry-over/origins.ts';
import type { ActionDone } from '#lib/collab/call-state.ts';
import { cleanFlag } from '#lib/notes/clean-value.ts';
import { blockId, isLine, lineAttrs } from './blocks.ts';
import { isTemplate, type NotesContext } from './notes-context.ts';

/** What of an earlier call a line stands for, as far as this page knows; null for a line of its own. */
export function lineOrigin(line: ProseMirrorNode, context: NotesContext): LineOrigin | null {
  const id = blockId(line);
  if (id === null || lineAttrs(line).bornLine === null) return null;
  return context.call.get().origins?.lines[id] ?? null;
}

/**
 * The action that a line is or stands for, and whether it is done: what was said last, or what its line says. Null where
 * there is none: in a template, and on a line whose action is gone.
 */
export function lineAction(line: ProseMirrorNode, context: NotesContext): ActionDone | null {
  const id = blockId(line);
  if (id === null || !isLine(line) || isTemplate(context)) return null;
  const { tag, done, bornLine } = lineAttrs(line);
  const origin = lineOrigin(line, context);
  if (bornLine !== null && origin?.kind !== 'action') return null;
  if (origin === null && tag !== 'action') return null;
  const born = origin ?? { callId: context.callId, lineId: id, done: cleanFlag(done) };
  const ticked = context.call
    .get()
    .ticks?.find(({ callId, lineId }) => callId === born.callId && lineId === born.lineId);
  return { callId: born.callId, lineId: born.lineId, done: ticked?.done ?? born.done };
}

/** Says that an action is done, or open again, and tells a screen reader; false when it cannot be said now. */
export function sayDone(action: ActionDone, context: NotesContext): boolean {
  const said = context.tick(action);
  const words = action.done ? 'The action is done.' : 'The action is open again.';
  context.announce(said ? words : 'There is no connection to the server. Nothing was changed.');
  return said;
}
