import { randomUUID } from 'node:crypto';
import { agendaEnd } from '#lib/agenda/agenda-end.ts';
import { proposedContent, proposedItem, type Proposal } from '#lib/agenda/proposed-item.ts';
import { AppError } from '#lib/errors.ts';
import { insertBlocks } from '#lib/notes/edit-blocks.ts';
import { notesJson } from '#lib/notes/ydoc.ts';
import type { Actor } from '#lib/policy/access.ts';
import { proposerName } from '#lib/policy/proposer-name.ts';
import { addParkedItem } from '#server/db/parked-items.ts';
import { editNotesIn } from '#server/projection/edit-notes.ts';
import { changeAgenda } from './change-agenda.ts';

/** Where a proposal stands now: on the agenda, or in the parking lot because the agenda is locked. */
export type Proposed = { place: 'agenda'; itemId: string } | { place: 'parking'; parkedId: string };

/**
 * Puts an item forward for a planned call: at the end of its agenda, before what closes it, or into the parking lot of the
 * series when the agenda is locked to the actor. Whoever has the call open sees it come; nothing they type is touched.
 * @throws AppError `not_found` for a call that is gone or hidden, `forbidden` where the actor may not propose.
 */
export async function proposeItem({
  callId,
  actor,
  ...proposal
}: Proposal & { callId: string; actor: Actor }): Promise<Proposed> {
  return changeAgenda(actor, async ({ tx, lock, wrote }) => {
    const call = await lock(callId);
    if (actor.kind === 'anonymous' || !call.access.propose) {
      throw new AppError('forbidden', {
        message: 'Items are proposed before the call, by those who take part. Nothing was changed.',
      });
    }
    const proposer = proposerName(actor);
    if (!call.access.editAgenda) {
      const parkedId = await addParkedItem(
        {
          seriesId: call.seriesId,
          title: proposal.title,
          content: proposedContent(proposal),
          notes: [],
          purpose: proposal.purpose,
          minutes: proposal.minutes,
          proposer,
          proposedById: actor.userId,
          fromCallId: callId,
        },
        tx,
      );
      return { place: 'parking', parkedId };
    }
    const itemId = randomUUID();
    const { logId } = await editNotesIn(tx, callId, actor.userId, (doc) => {
      insertBlocks(doc, agendaEnd(notesJson(doc).content), [proposedItem(proposal, proposer, itemId)]);
    });
    wrote(callId, logId);
    return { place: 'agenda', itemId };
  });
}
