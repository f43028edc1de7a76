import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { closesAgenda } from '#lib/agenda/agenda-end.ts';
import { itemFitText } from '#lib/agenda/agenda-words.ts';
import { votersText, voteText } from '#lib/agenda/vote-words.ts';
import { itemAttrs } from '#components/editor/engine/blocks.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import type { ShownFit } from '#components/editor/plugins/agenda-fit.ts';
import { element, margin, setText } from './line-view.ts';

/** The row below an item's heading: its purpose, who proposed it, how it fits into the call, and who wants it. */
export function itemFacts(context: NotesContext): {
  dom: HTMLElement;
  draw(node: ProseMirrorNode, fit: ShownFit | undefined): void;
} {
  const dom = margin('cn-item-facts');
  const said = element('span', 'cn-item-said');
  const unboxed = element('span', 'cn-item-said');
  const late = element('span', 'cn-item-late');
  const vote = document.createElement('button');
  vote.type = 'button';
  vote.className = 'cn-vote';
  dom.append(said, unboxed, late, vote);
  let item: ProseMirrorNode | null = null;
  vote.addEventListener('click', () => {
    const id = item === null ? null : itemAttrs(item).id;
    if (id !== null) context.votes.toggle(id, item?.textContent.trim() || 'this item');
  });

  return {
    dom,
    draw(node, fit) {
      item = node;
      const { id, purpose, proposer, templateItem } = itemAttrs(node);
      const facts = [purpose, proposer === null ? null : `proposed by ${proposer}`, fit?.rolledUp ?? null];
      setText(said, facts.filter((fact) => fact !== null).join(' · '));
      setText(unboxed, fit?.unboxed === true ? 'no time given' : '');
      const words = fit === undefined ? null : itemFitText(fit.fit);
      setText(late, words ?? '');
      const people = id === null ? [] : context.votes.people(id);
      const names = people.map(({ name }) => name);
      setText(vote, voteText(people.length));
      // Nobody needs to ask for what stands on every agenda.
      const standing = templateItem !== null || closesAgenda(node.textContent);
      vote.hidden = id === null || ((standing || !context.votes.open) && people.length === 0);
      vote.disabled = !context.votes.open;
      vote.title = votersText(names);
      vote.ariaLabel = `${voteText(people.length)}: ${node.textContent.trim() || 'untitled item'}`;
      vote.ariaPressed = id !== null && context.votes.mine(id) ? 'true' : 'false';
      dom.hidden = said.hidden && unboxed.hidden && late.hidden && vote.hidden;
    },
  };
}
