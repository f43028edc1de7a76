import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import { shortDay } from '#lib/dates/day-words.ts';
import { parseDue } from '#lib/dates/parse-due.ts';
import { promiseCatcher, type PromiseCandidate, type PromiseLine } from '#lib/promises/catch-promises.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { blockId, findBlock, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';
import { saidLinesBefore } from '#components/editor/engine/said-lines.ts';
import type { MarginOffer, OfferSource } from './margin-offer.ts';
import { sourceOf } from './open-offers.ts';

/** Offers what people probably promised or decided, as an action or a decision on the line that says so. */
export const promiseOffers: OfferSource = (doc, context) =>
  catcherFor(peopleIn(doc, context))(promiseLines(doc)).flatMap((candidate) =>
    offerOf(candidate, doc, context),
  );

let catcher: { people: string; read: ReturnType<typeof promiseCatcher> } | null = null;

/** The catcher of the last time while the people are the same: only lines that changed are read again. */
function catcherFor(people: readonly SpeakerPerson[]): ReturnType<typeof promiseCatcher> {
  const key = JSON.stringify(people.map(({ id, name, aliases }) => [id, name, aliases]));
  if (catcher?.people !== key) catcher = { people: key, read: promiseCatcher(people) };
  return catcher.read;
}

function promiseLines(doc: ProseMirrorNode): PromiseLine[] {
  const tags = new Map<string, PromiseLine['tag']>();
  doc.forEach((node) => {
    if (isLine(node)) tags.set(blockId(node) ?? '', lineAttrs(node).tag);
  });
  return saidLinesBefore(doc, doc.content.size).flatMap((line) =>
    line.id === '' ? [] : [{ ...line, tag: tags.get(line.id) ?? null }],
  );
}

function offerOf(candidate: PromiseCandidate, doc: ProseMirrorNode, context: NotesContext): MarginOffer[] {
  const { kind, lineIds, ownerName } = candidate;
  const lineId = lineIds.at(-1);
  const line = lineId === undefined ? null : findBlock(doc, lineId);
  if (lineId === undefined || line === null) return [];
  const due = kind === 'action' ? dueOf([line.node.textContent, candidate.text], context) : null;
  const owner = ownerName === null ? '' : ` for ${ownerName}`;
  const by = due === null ? '' : ` by ${shortDay(due, context)}`;
  return [
    {
      id: `promise:${kind}:${lineIds.join(',')}`,
      kind: 'promise',
      lineId,
      lineIds,
      text: kind === 'action' ? `Action${owner}${by}?` : 'Decision?',
      accept: tagAs(candidate, lineId, due),
    },
  ];
}

function dueOf(texts: readonly string[], context: NotesContext): string | null {
  for (const text of texts) {
    const due = parseDue(text, context);
    if (due !== null) return due.date;
  }
  return null;
}

function tagAs(
  { kind, lineIds, ownerId, ownerName }: PromiseCandidate,
  lineId: string,
  due: string | null,
): Command {
  return (state, dispatch) => {
    const line = findBlock(state.doc, lineId);
    if (line === null || !isLine(line.node)) return false;
    const { tag, speaker } = lineAttrs(line.node);
    if (tag === 'action' || tag === 'decision') return false;
    const { tr } = state;
    tr.setNodeAttribute(line.pos, 'tag', kind);
    if (ownerId !== null && ownerId !== speaker) {
      tr.setNodeAttribute(line.pos, 'owner', ownerId).setNodeAttribute(line.pos, 'ownerName', ownerName);
    }
    if (due !== null) tr.setNodeAttribute(line.pos, 'due', due);
    const source = sourceOf({ lineId, lineIds });
    if (source !== null) tr.setNodeAttribute(line.pos, 'source', source);
    dispatch?.(tr.setStoredMarks(state.storedMarks));
    return true;
  };
}
