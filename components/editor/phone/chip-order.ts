import type { EditorState } from '@tiptap/pm/state';
import { speakersBefore } from '#lib/speakers/complete-speaker.ts';
import { orderSpeakers } from '#lib/speakers/order-speakers.ts';
import { peopleOnCall, type SpeakerPerson } from '#lib/speakers/roster.ts';
import { suggestSpeaker } from '#lib/suggestion/suggest-speaker.ts';
import { blockAt, blockId, isLine, lineAttrs, spokenLines } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { saidLinesBefore } from '#components/editor/engine/said-lines.ts';
import { suggestedSpeaker } from '#components/editor/plugins/suggested-speaker.ts';

export type ChipOrder = {
  people: readonly SpeakerPerson[];
  /** Id of whoever is likely to be tapped next; null when nobody is. */
  suggested: string | null;
  /** Id of the speaker of the line at the caret. */
  current: string | null;
  /** Changes with the line at the caret and with its speaker. */
  place: string;
};

/**
 * The people whom a tap may name at the caret. On an empty line the first is who is suggested there, else who is
 * likely to answer the line at the caret.
 */
export function chipOrder(state: EditorState, context: NotesContext): ChipOrder {
  const block = blockAt(state.selection.$head);
  const line = block !== null && isLine(block.node) ? block.node : null;
  const current = line === null ? null : lineAttrs(line).speaker;
  const end = block === null ? 0 : block.pos + block.node.nodeSize;
  const lines = spokenLines(state.doc);
  const people = peopleOnCall(context.roster(), lines);
  const next = suggestSpeaker({ lines: saidLinesBefore(state.doc, end), people, queue: [] });
  const suggested = suggestedSpeaker(state)?.id ?? next?.personId ?? null;
  const before = spokenLines(state.doc.cut(0, end));
  return {
    people: orderSpeakers({ people, suggested, recency: speakersBefore(before, before.length) }),
    suggested,
    current,
    place: `${block === null ? '' : (blockId(block.node) ?? '')} ${current ?? ''}`,
  };
}

/** Whether two orders show the same chips in the same way. */
export function sameChips(one: ChipOrder, other: ChipOrder): boolean {
  return (
    one.place === other.place &&
    one.suggested === other.suggested &&
    one.people.length === other.people.length &&
    one.people.every(
      (person, index) => person.id === other.people[index]?.id && person.name === other.people[index].name,
    )
  );
}
