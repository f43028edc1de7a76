import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { blockText } from '#components/editor/engine/block-text.ts';
import { lineAction, sayDone } from '#components/editor/engine/line-action.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

export type TickBox = {
  dom: HTMLElement;
  draw(line: ProseMirrorNode): void;
  /** Whether something on the page belongs to it, so that what happens there is no concern of the text. */
  holds(target: EventTarget | null): boolean;
};

/** The box of an action: pressed, it is done or open again, wherever it stands. */
export function tickBox(view: EditorView, context: NotesContext): TickBox {
  let line: ProseMirrorNode | null = null;
  const dom = document.createElement('button');
  dom.type = 'button';
  dom.className = 'tick-box cn-tick';
  dom.contentEditable = 'false';
  dom.role = 'checkbox';
  dom.addEventListener('mousedown', (event) => {
    // The caret stays where it is.
    event.preventDefault();
  });
  dom.addEventListener('click', () => {
    const action = line === null ? null : lineAction(line, context);
    if (action !== null && view.editable) sayDone({ ...action, done: !action.done }, context);
  });
  return {
    dom,
    draw(next) {
      line = next;
      const action = lineAction(next, context);
      dom.hidden = action === null;
      if (action === null) return;
      dom.ariaChecked = String(action.done);
      dom.ariaLabel = `Done: ${blockText(next)}`;
      dom.disabled = !view.editable;
    },
    holds: (target) => target instanceof globalThis.Node && dom.contains(target),
  };
}
