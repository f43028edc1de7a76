import { randomUUID } from 'node:crypto';
import { agendaEnd } from '#lib/agenda/agenda-end.ts';
import { AppError } from '#lib/errors.ts';
import { insertBlocks } from '#lib/notes/edit-blocks.ts';
import type { AgendaItemJson, BlockJson } from '#lib/notes/note-json.ts';
import { blankAgendaItem } from '#lib/notes/schema/agenda-item.ts';
import { soundInline, soundNotes } from '#lib/notes/sound-notes.ts';
import { notesJson } from '#lib/notes/ydoc.ts';
import type { Actor } from '#lib/policy/access.ts';
import { findParkedItem, removeParkedItem, type ParkedItem } from '#server/db/parked-items.ts';
import { editNotesIn } from '#server/projection/edit-notes.ts';
import { changeAgenda } from './change-agenda.ts';
import { nextPlannedCall, type PlannedCall } from './next-planned-call.ts';

/**
 * Puts an item of the parking lot, with its lines, at the end of the agenda of the next planned call of its series; gives
 * that call and the item's title.
 * @throws AppError `not_found` when the item is gone, `conflict` when no call is planned, `forbidden` where the actor may not
 * change that call's agenda.
 */
export async function placeParkedItem({
  seriesId,
  parkedId,
  actor,
}: {
  seriesId: string;
  parkedId: string;
  actor: Actor;
}): Promise<{ call: PlannedCall; title: string }> {
  return changeAgenda(actor, async ({ tx, lock, wrote }) => {
    const parked = await findParkedItem(parkedId, tx);
    if (parked === null || parked.seriesId !== seriesId) {
      throw new AppError('not_found', { message: 'This item is no longer in the parking lot.' });
    }
    const next = await nextPlannedCall(parked.seriesId, tx);
    if (next === null) {
      throw new AppError('conflict', {
        message: 'No call of this series is planned yet. The item stays in the parking lot.',
      });
    }
    const call = await lock(next.id);
    if (actor.kind === 'anonymous' || !call.access.editAgenda) {
      throw new AppError('forbidden', {
        message: `You may not change the agenda of call #${String(next.number)}. The item stays in the parking lot.`,
      });
    }
    await removeParkedItem(parkedId, tx);
    const { logId } = await editNotesIn(tx, next.id, actor.userId, (doc) => {
      insertBlocks(doc, agendaEnd(notesJson(doc).content), placedBlocks(parked));
    });
    wrote(next.id, logId);
    return { call: next, title: parked.title };
  });
}

/** The item on the first level, and what stood under it; ids are new, because its old call may still have them. */
function placedBlocks({ content, notes, purpose, minutes, proposer }: ParkedItem): BlockJson[] {
  const item: AgendaItemJson = {
    type: 'agendaItem',
    attrs: { ...blankAgendaItem, id: randomUUID(), purpose, minutes, proposer },
    content: soundInline(content),
  };
  const below = soundNotes({ type: 'doc', content: notes }).content.map(
    (block): BlockJson => ({ ...block, attrs: { ...block.attrs, id: randomUUID() } }) as BlockJson,
  );
  return [item, ...below];
}
