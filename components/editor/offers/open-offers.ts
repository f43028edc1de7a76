import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { blockId, findBlock, isLine, lineAttrs, type PlacedBlock } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import type { MarginOffer, OfferSource } from './margin-offer.ts';

/** An offer as it was found: it stands while its line has the same speaker and tag. */
export type FoundOffer = { offer: MarginOffer; line: string };

/** An offer that may be accepted or dismissed now, and where its lines are, its own one last. */
export type OpenOffer = { offer: MarginOffer; own: PlacedBlock; lines: readonly PlacedBlock[] };

/** The line that an offer answers, such as the question before a promise; null when it is about its own line alone. */
export function sourceOf({ lineId, lineIds }: Pick<MarginOffer, 'lineId' | 'lineIds'>): string | null {
  const [first] = lineIds;
  return first === undefined || first === lineId ? null : first;
}

/** Asks every source for its offers about a document. */
export function findOffers(
  doc: ProseMirrorNode,
  context: NotesContext,
  sources: readonly OfferSource[],
): FoundOffer[] {
  return sources
    .flatMap((source) => source(doc, context))
    .flatMap((offer) => {
      const own = findBlock(doc, offer.lineId);
      return own === null ? [] : [{ offer, line: sayOf(own.node) }];
    });
}

/** The offers that still stand in a document, in its order: none whose lines are gone or whose line was settled otherwise. */
export function standingOffers(
  doc: ProseMirrorNode,
  found: readonly FoundOffer[],
  isSettled: (id: string) => boolean,
): OpenOffer[] {
  if (found.length === 0) return [];
  const blocks = new Map<string, PlacedBlock>();
  doc.forEach((node, pos) => {
    const id = blockId(node);
    if (id !== null && !blocks.has(id)) blocks.set(id, { node, pos });
  });
  return found
    .flatMap(({ offer, line }): OpenOffer[] => {
      const own = blocks.get(offer.lineId);
      if (own === undefined || isSettled(offer.id) || sayOf(own.node) !== line) return [];
      const lines = offer.lineIds.flatMap((id) => blocks.get(id) ?? []);
      return lines.length === offer.lineIds.length ? [{ offer, own, lines }] : [];
    })
    .toSorted((a, b) => a.own.pos - b.own.pos);
}

/** Whether two collections offer the same, so that nothing has to be drawn anew. */
export function areSameOffers(before: readonly FoundOffer[], after: readonly FoundOffer[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ offer, line }, index) => {
      const other = after[index];
      return (
        other !== undefined &&
        offer.id === other.offer.id &&
        offer.text === other.offer.text &&
        (offer.accept === null) === (other.offer.accept === null) &&
        line === other.line
      );
    })
  );
}

function sayOf(node: ProseMirrorNode): string {
  if (!isLine(node)) return node.type.name;
  const { speaker, tag } = lineAttrs(node);
  return `${tag ?? ''} ${speaker ?? ''}`;
}
