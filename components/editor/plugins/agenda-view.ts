import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';
import { itemAnchor } from '#lib/notes/item-anchor.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { blockAt, isAgendaItem, isLine, itemAttrs, lineAttrs } from '#components/editor/engine/blocks.ts';
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
  let drawn: { doc: ProseMirrorNode; set: DecorationSet } | null = null;
  return new Plugin({
    key: new PluginKey('agendaView'),
    props: {
      decorations(state) {
        if (drawn?.doc !== state.doc) drawn = { doc: state.doc, set: draw(state.doc) };
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

function draw(doc: ProseMirrorNode): DecorationSet {
  const items: { pos: number; node: ProseMirrorNode }[] = [];
  const decorations: Decoration[] = [];
  let speaker: string | null = null;
  doc.forEach((node, pos) => {
    if (isAgendaItem(node)) {
      items.push({ pos, node });
      speaker = null;
      return;
    }
    const own = isLine(node) ? lineAttrs(node).speaker : null;
    if (own !== null && own === speaker) {
      decorations.push(
        Decoration.node(pos, pos + node.nodeSize, { class: 'cn-same' }, { sameSpeaker: true }),
      );
    }
    speaker = own;
  });
  const numbers = agendaNumbers(items.map(({ node }) => itemAttrs(node).level));
  items.forEach(({ pos, node }, index) => {
    const number = numbers[index] ?? '';
    const anchor = itemAnchor(number, node.textContent);
    decorations.push(Decoration.node(pos, pos + node.nodeSize, {}, { number, anchor }));
  });
  return DecorationSet.create(doc, decorations);
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
