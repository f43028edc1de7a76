import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Mapping, StepMap } from '@tiptap/pm/transform';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { itemAnchor } from '#lib/notes/item-anchor.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { blockAt, isAgendaItem, isLine, itemAttrs, lineAttrs } from '#components/editor/engine/blocks.ts';
import { changedRun } from '#components/editor/engine/changed-blocks.ts';
import type { ShownFit } from './agenda-fit.ts';
import type { ShownOffer } from './margin-offers.ts';
import { suggestedSpeaker } from './suggested-speaker.ts';

/** What a block's view is told besides its node. */
export type BlockViewFacts = {
  number?: string;
  anchor?: string;
  sameSpeaker?: boolean;
  suggested?: SpeakerPerson;
  /** Who else is writing there. */
  writer?: string;
  offer?: ShownOffer;
  /** Where an item stands in the time of its call. */
  shownFit?: ShownFit;
};

/**
 * What is shown but never stored: the numbers of agenda items (N2), whether a line goes on with the speaker above,
 * and the hint in an empty block at the caret.
 */
export function agendaView(): Plugin {
  let drawn: Drawn | null = null;
  return new Plugin({
    key: new PluginKey('agendaView'),
    props: {
      decorations(state) {
        if (drawn?.doc !== state.doc) drawn = redrawn(drawn, state.doc);
        const hint = hintAtCaret(state);
        return hint === null ? drawn.set : drawn.set.add(state.doc, [hint]);
      },
    },
  });
}

/** The facts that decorations carry for a block's view. */
export function blockViewFacts(decorations: readonly Decoration[]): BlockViewFacts {
  return Object.assign(
    {},
    ...decorations.map((decoration) => decoration.spec as BlockViewFacts),
  ) as BlockViewFacts;
}

type Drawn = { doc: ProseMirrorNode; set: DecorationSet };
type FactsOfBlock = { pos: number; node: ProseMirrorNode; facts: BlockViewFacts };

/** What is drawn of a document, made of what was drawn of the one before: only what is other than there is drawn anew. */
function redrawn(before: Drawn | null, doc: ProseMirrorNode): Drawn {
  const kept = before === null ? DecorationSet.empty : before.set.map(changeOf(before.doc, doc), doc);
  const standing = new Map(kept.find().map((decoration) => [decoration.from, decoration]));
  const missing: Decoration[] = [];
  for (const { pos, node, facts } of factsOfBlocks(doc)) {
    const there = standing.get(pos);
    if (there !== undefined && isSame(there.spec as BlockViewFacts, facts)) standing.delete(pos);
    else {
      const attributes = facts.sameSpeaker === true ? { class: 'cn-same' } : {};
      missing.push(Decoration.node(pos, pos + node.nodeSize, attributes, facts));
    }
  }
  // In their order, or ProseMirror drops those that stand before the one before them.
  missing.sort((one, other) => one.from - other.from);
  return { doc, set: kept.remove([...standing.values()]).add(doc, missing) };
}

function isSame(one: BlockViewFacts, other: BlockViewFacts): boolean {
  return one.number === other.number && one.anchor === other.anchor && one.sameSpeaker === other.sameSpeaker;
}

function changeOf(before: ProseMirrorNode, after: ProseMirrorNode): Mapping {
  const { start, endBefore, endAfter } = changedRun(before, after);
  const from = startOf(after, start);
  return new Mapping([
    new StepMap([from, startOf(before, endBefore) - from, startOf(after, endAfter) - from]),
  ]);
}

function startOf(doc: ProseMirrorNode, index: number): number {
  let pos = 0;
  for (let nth = 0; nth < index; nth += 1) pos += doc.child(nth).nodeSize;
  return pos;
}

function factsOfBlocks(doc: ProseMirrorNode): FactsOfBlock[] {
  const items: { pos: number; node: ProseMirrorNode }[] = [];
  const found: FactsOfBlock[] = [];
  let speaker: string | null = null;
  doc.forEach((node, pos) => {
    if (isAgendaItem(node)) {
      items.push({ pos, node });
      speaker = null;
      return;
    }
    const own = isLine(node) ? lineAttrs(node).speaker : null;
    if (own !== null && own === speaker) found.push({ pos, node, facts: { sameSpeaker: true } });
    speaker = own;
  });
  const numbers = agendaNumbers(items.map(({ node }) => itemAttrs(node).level));
  items.forEach(({ pos, node }, index) => {
    const number = numbers[index] ?? '';
    found.push({ pos, node, facts: { number, anchor: itemAnchor(number, node.textContent) } });
  });
  return found;
}

function hintAtCaret(state: EditorState): Decoration | null {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || block.node.content.size > 0 || hasPrompt(block.node)) return null;
  const hint = suggestedSpeaker(state) === null ? hintFor(block.node) : 'Tab takes the name, or just type';
  if (hint === null) return null;
  const style = `--cn-hint: "${hint}"`;
  return Decoration.node(block.pos, block.pos + block.node.nodeSize, { class: 'cn-hint', style });
}

/** A prompt says already what may be written there. */
function hasPrompt(node: ProseMirrorNode): boolean {
  return isLine(node) && lineAttrs(node).prompt !== null;
}

function hintFor(node: ProseMirrorNode): string | null {
  if (isAgendaItem(node)) return 'Agenda item';
  if (!isLine(node)) return null;
  return lineAttrs(node).speaker === null ? 'Type a name and a colon, or just type' : null;
}
