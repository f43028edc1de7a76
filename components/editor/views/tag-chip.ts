import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { actionDue } from '#lib/actions/action-words.ts';
import { openActionDetails } from '#components/editor/commands/action-details.ts';
import { blockId, lineAttrs } from '#components/editor/engine/blocks.ts';
import { lineAction, lineOrigin } from '#components/editor/engine/line-action.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import type { RosterSource } from './roster-source.ts';

const tagLabels = { decision: 'Decision', question: 'Question' } as const;

export type TagChip = { dom: HTMLElement; draw(line: ProseMirrorNode): void };

/** The chip of a line's tag: for an action with owner and due date, and a click opens the panel that sets them. */
export function tagChip(view: EditorView, roster: RosterSource, context: NotesContext): TagChip {
  let line: ProseMirrorNode | null = null;
  const dom = document.createElement('span');
  dom.className = 'cn-tag';
  dom.contentEditable = 'false';
  dom.addEventListener('mousedown', (event) => {
    if (!opensPanel()) return;
    // The caret stays where it is.
    event.preventDefault();
    event.stopPropagation();
  });
  dom.addEventListener('click', () => {
    const id = line === null ? null : blockId(line);
    if (id !== null && opensPanel()) openActionDetails(context, id)(view.state, view.dispatch, view);
  });

  function opensPanel(): boolean {
    // What stands for an action of an earlier call is changed there.
    return view.editable && line !== null && lineAttrs(line).tag === 'action' && isOwn(line);
  }

  return {
    dom,
    draw(next) {
      line = next;
      const { text, title } = chipWords(next, roster, context);
      if (dom.textContent !== text) dom.textContent = text;
      if (dom.title !== title) dom.title = title;
      dom.hidden = text === '';
      const role = opensPanel() ? 'button' : null;
      if (dom.role !== role) dom.role = role;
    },
  };
}

function chipWords(
  line: ProseMirrorNode,
  roster: RosterSource,
  context: NotesContext,
): { text: string; title: string } {
  const { tag } = lineAttrs(line);
  const origin = lineOrigin(line, context);
  if (origin?.kind === 'placeholder') return { text: origin.done ? 'Written' : 'To follow', title: '' };
  if (tag !== null && tag !== 'action') return { text: tagLabels[tag], title: '' };
  const action = lineAction(line, context);
  // In a template an action is one that the call will have; what stands for one that is gone is plain text.
  if (action === null && (tag === null || !isOwn(line))) return { text: '', title: '' };
  const label = action?.done === true ? 'Action done' : 'Action';
  const owner = origin === null ? ownerName(line, roster) : origin.owner;
  const due = actionDue(origin === null ? lineAttrs(line).due : origin.due, context);
  const parts = [label, owner, due?.short ?? null].filter((part) => part !== null);
  return {
    text: parts.join(' · '),
    title: `${owner ?? 'Nobody yet'}, ${due?.full ?? 'no due date'}`,
  };
}

function isOwn(line: ProseMirrorNode): boolean {
  return lineAttrs(line).bornLine === null;
}

function ownerName(line: ProseMirrorNode, roster: RosterSource): string | null {
  const { owner, ownerName: written, speaker, speakerName } = lineAttrs(line);
  if (owner === null && written !== null) return written;
  const id = owner ?? speaker;
  return id === null ? null : roster.offered(id, (owner === null ? speakerName : written) ?? 'Somebody').name;
}
