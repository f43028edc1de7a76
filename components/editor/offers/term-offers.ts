import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import { findMisspelledTerms, type MisspelledTerm } from '#lib/glossary/find-misspelled-terms.ts';
import { blockId, isLine } from '#components/editor/engine/blocks.ts';
import { peopleIn } from '#components/editor/engine/notes-context.ts';
import { replaceText } from '#components/editor/engine/replace-text.ts';
import { searchableText } from '#components/editor/engine/searchable-text.ts';
import type { MarginOffer, OfferSource } from './margin-offer.ts';

/** Offers to write the terms of the glossary as the series writes them; in review alone, so that nobody is held up before. */
export const termOffers: OfferSource = (doc, context) => {
  const { status, terms } = context.call.get();
  if (status !== 'review' || terms.length === 0) return [];
  const lines = doc.children.flatMap((node) => {
    const id = blockId(node);
    return id === null || !isLine(node) ? [] : [{ id, text: proseOf(node) }];
  });
  const names = peopleIn(doc, context).flatMap(({ name, aliases }) => [name, ...aliases]);
  const times = new Map<string, number>();
  return findMisspelledTerms(lines, terms, names).map((found): MarginOffer => {
    const { lineId, written, term } = found;
    const place = `term:${lineId}:${written}`;
    const nth = times.get(place) ?? 0;
    times.set(place, nth + 1);
    return {
      id: `${place}:${String(nth)}`,
      kind: 'term',
      lineId,
      lineIds: [lineId],
      text: `“${term.form}” for “${written}”?`,
      accept: correctTerm(found),
    };
  });
};

/** A line's text with every character at its place, and signs that are no letters for code. */
function proseOf(line: ProseMirrorNode): string {
  const text = searchableText(line).split('');
  line.forEach((node, offset) => {
    if (node.marks.some((mark) => mark.type.name === 'code')) text.fill('\n', offset, offset + node.nodeSize);
  });
  return text.join('');
}

function correctTerm({ lineId, from, written, term }: MisspelledTerm): Command {
  return (state, dispatch, view) => {
    const blockIndex = state.doc.children.findIndex((node) => blockId(node) === lineId);
    const block = state.doc.maybeChild(blockIndex);
    if (block === null) return false;
    const at = nearestPlace(searchableText(block), written, from);
    if (at === null) return false;
    if (dispatch === undefined) return true;
    const made = replaceText(state, [{ blockIndex, from: at, to: at + written.length, text: term.form }]);
    if (made > 0 && view !== undefined) dispatch(view.state.tr);
    return made > 0;
  };
}

/** Where the words stand now: somebody may have written before them since they were found. */
function nearestPlace(text: string, written: string, from: number): number | null {
  let best: number | null = null;
  for (let at = text.indexOf(written); at !== -1; at = text.indexOf(written, at + 1)) {
    const whole =
      !/[\p{L}\p{N}]$/u.test(text.slice(0, at)) && !/^[\p{L}\p{N}]/u.test(text.slice(at + written.length));
    if (whole && (best === null || Math.abs(at - from) < Math.abs(best - from))) best = at;
  }
  return best;
}
