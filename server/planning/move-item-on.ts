import { randomUUID } from 'node:crypto';
import type * as Y from 'yjs';
import { agendaEnd } from '#lib/agenda/agenda-end.ts';
import { itemSection, type ItemSection } from '#lib/agenda/item-section.ts';
import { itemTitle } from '#lib/agenda/item-title.ts';
import { movedItems, movedMarks, type MovedFrom } from '#lib/agenda/moved-items.ts';
import { AppError } from '#lib/errors.ts';
import { blockIndex, insertBlocks, setBlockAttrs } from '#lib/notes/edit-blocks.ts';
import { inlineText, type AgendaItemJson } from '#lib/notes/note-json.ts';
import { soundNotes } from '#lib/notes/sound-notes.ts';
import { notesJson } from '#lib/notes/ydoc.ts';
import type { Actor } from '#lib/policy/access.ts';
import { editNotesIn } from '#server/projection/edit-notes.ts';
import { changeAgenda } from './change-agenda.ts';
import { nextPlannedCall, type PlannedCall } from './next-planned-call.ts';
import { itemGone } from './park-item.ts';

/** What became of an item: `to` is the call on whose agenda it stands now; null when it comes along with the next one. */
export type MovedOn = { title: string; to: PlannedCall | null };

/**
 * Moves an item with its open sub-items on to the next planned call, in one transaction: there it stands at the end of the
 * agenda with the mark of where it comes from; here it is called carried and its notes stay. While no call is planned, it
 * is only called carried, and comes along when the next call is made.
 * @throws AppError `not_found` when the call or the item is gone, `forbidden` where the actor may not change either agenda,
 * `conflict` when the item stands on the next agenda already.
 */
export async function moveItemOn({
  callId,
  itemId,
  actor,
}: {
  callId: string;
  itemId: string;
  actor: Actor;
}): Promise<MovedOn> {
  return changeAgenda(actor, async ({ tx, lock, wrote }) => {
    const row = await tx.call.findUnique({ where: { id: callId }, select: { number: true, seriesId: true } });
    const next = row === null ? null : await nextPlannedCall(row.seriesId, tx, row.number);
    // The earlier call first, always, so that two who move items never wait for each other.
    const call = await lock(callId);
    if (actor.kind === 'anonymous' || row === null || !call.access.writeDocument) {
      throw new AppError('forbidden', { message: 'You may not change the notes of this call.' });
    }
    if (next !== null && !(await lock(next.id)).access.editAgenda) {
      throw new AppError('forbidden', {
        message: `The agenda of call #${String(next.number)} is not open to you. Nothing was changed.`,
      });
    }
    const here = await editNotesIn(tx, callId, actor.userId, (doc) => markCarried(doc, itemId));
    wrote(callId, here.logId);
    const title = itemTitle(inlineText(here.result.item.content));
    if (next === null) return { title, to: null };
    const from = { callId, number: row.number };
    const there = await editNotesIn(tx, next.id, actor.userId, (doc) => {
      putOn(doc, here.result, from, next);
    });
    wrote(next.id, there.logId);
    return { title, to: next };
  });
}

function markCarried(doc: Y.Doc, itemId: string): ItemSection {
  const section = itemSection(soundNotes(notesJson(doc)).content, itemId);
  if (section === null) throw itemGone();
  setBlockAttrs(doc, itemId, { state: 'carried' });
  return section;
}

/** A standing item that the next call has from the template as well gets the mark there; any other is put on its agenda. */
function putOn(doc: Y.Doc, section: ItemSection, from: MovedFrom, next: PlannedCall): void {
  const { content } = soundNotes(notesJson(doc));
  const items = content.filter((block): block is AgendaItemJson => block.type === 'agendaItem');
  const { item } = section;
  if (items.some(({ attrs }) => attrs.fromCall === from.callId && attrs.fromItem === item.attrs.id)) {
    throw new AppError('conflict', {
      message: `This item stands on the agenda of call #${String(next.number)} already.`,
    });
  }
  const standing =
    item.attrs.templateItem === null
      ? undefined
      : items.find(({ attrs }) => attrs.templateItem === item.attrs.templateItem);
  const standingId = standing?.attrs.id ?? null;
  if (standingId !== null && blockIndex(doc, standingId) !== null) {
    setBlockAttrs(doc, standingId, movedMarks(item, from, null));
    return;
  }
  insertBlocks(doc, agendaEnd(content), movedItems(section, from, randomUUID));
}
