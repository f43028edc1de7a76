import { randomUUID } from 'node:crypto';
import { itemSection } from '#lib/agenda/item-section.ts';
import { itemTitle } from '#lib/agenda/item-title.ts';
import { AppError } from '#lib/errors.ts';
import { insertBlocks, removeBlocks } from '#lib/notes/edit-blocks.ts';
import { inlineText } from '#lib/notes/note-json.ts';
import { blankLine } from '#lib/notes/schema/line.ts';
import { soundNotes } from '#lib/notes/sound-notes.ts';
import { notesJson } from '#lib/notes/ydoc.ts';
import type { Actor } from '#lib/policy/access.ts';
import { addParkedItem } from '#server/db/parked-items.ts';
import { editNotesIn } from '#server/projection/edit-notes.ts';
import { changeAgenda } from './change-agenda.ts';

/**
 * Takes an item off the agenda of a planned call, with all that stands under it, and puts it into the parking lot of the
 * series; gives its title.
 * @throws AppError `not_found` when the call or the item is gone, `forbidden` where the actor may not change the agenda.
 */
export async function parkItem({
  callId,
  itemId,
  actor,
}: {
  callId: string;
  itemId: string;
  actor: Actor;
}): Promise<string> {
  return changeAgenda(actor, async ({ tx, lock, wrote }) => {
    const call = await lock(callId);
    if (actor.kind === 'anonymous' || !call.access.editAgenda) {
      throw new AppError('forbidden', {
        message: 'Items are parked before the call, by those who may change its agenda. Nothing was changed.',
      });
    }
    const { result, logId } = await editNotesIn(tx, callId, actor.userId, (doc) => {
      const { content } = soundNotes(notesJson(doc));
      const section = itemSection(content, itemId);
      if (section === null) throw itemGone();
      const ids = [section.item, ...section.below].flatMap(({ attrs }) =>
        attrs.id === null ? [] : [attrs.id],
      );
      removeBlocks(doc, new Set(ids));
      // An agenda that is empty still has a line to write on.
      if (content.length === section.to - section.from) {
        insertBlocks(doc, 0, [{ type: 'line', attrs: { ...blankLine, id: randomUUID() } }]);
      }
      return section;
    });
    const { attrs, content = [] } = result.item;
    const title = itemTitle(inlineText(content));
    await addParkedItem(
      {
        seriesId: call.seriesId,
        title,
        content,
        notes: result.below,
        purpose: attrs.purpose,
        minutes: attrs.minutes,
        proposer: attrs.proposer,
        proposedById: null,
        fromCallId: callId,
      },
      tx,
    );
    wrote(callId, logId);
    return title;
  });
}

/** An item that the page shows and the stored notes do not have. */
export function itemGone(): AppError {
  return new AppError('not_found', {
    message: 'This item is gone, or was written a moment ago and is not saved yet. Nothing was changed.',
  });
}
