import type { Command } from '@tiptap/pm/state';
import { wrongSpeakerHints } from '#lib/hints/wrong-speaker.ts';
import { findBlock, isLine } from '#components/editor/engine/blocks.ts';
import { peopleIn } from '#components/editor/engine/notes-context.ts';
import { saidLinesBefore } from '#components/editor/engine/said-lines.ts';
import type { OfferSource } from './margin-offer.ts';

/** Asks whether a line has the right speaker where it speaks of its own speaker by name. */
export const speakerOffers: OfferSource = (doc, context) => {
  const people = peopleIn(doc, context);
  const byId = new Map(people.map((person) => [person.id, person]));
  return wrongSpeakerHints(saidLinesBefore(doc, doc.content.size), people).flatMap((hint) => {
    const speaker = byId.get(hint.personId);
    const instead = hint.insteadId === null ? undefined : byId.get(hint.insteadId);
    if (speaker === undefined || hint.lineId === '') return [];
    const said = `${speaker.name} speaks of ${hint.name}`;
    return [
      {
        id: `speaker:${hint.lineId}:${hint.personId}`,
        kind: 'speaker',
        lineId: hint.lineId,
        lineIds: [hint.lineId],
        text: instead === undefined ? `${said}: is it somebody else?` : `${said}: is it ${instead.name}?`,
        accept: instead === undefined ? null : nameSpeaker(hint.lineId, instead),
      },
    ];
  });
};

function nameSpeaker(lineId: string, person: { id: string; name: string }): Command {
  return (state, dispatch) => {
    const line = findBlock(state.doc, lineId);
    if (line === null || !isLine(line.node)) return false;
    const { tr } = state;
    tr.setNodeAttribute(line.pos, 'speaker', person.id);
    tr.setNodeAttribute(line.pos, 'speakerName', person.name);
    dispatch?.(tr.setStoredMarks(state.storedMarks));
    return true;
  };
}
