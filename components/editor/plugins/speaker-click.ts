import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { openSpeaker } from '#components/editor/commands/open-speaker.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** A click on a name in the margin opens the field for it; the caret stays where it is. */
export function speakerClick(context: NotesContext): Plugin {
  return new Plugin({
    key: new PluginKey('speakerClick'),
    props: {
      handleDOMEvents: {
        mousedown: (view, event) => {
          if (speakerAt(view, event) === null) return false;
          event.preventDefault();
          return true;
        },
        click: (view, event) => {
          const personId = speakerAt(view, event);
          return personId !== null && openSpeaker(context, personId)(view.state, view.dispatch, view);
        },
      },
    },
  });
}

function speakerAt(view: EditorView, { target, button }: MouseEvent): string | null {
  if (button !== 0 || !view.editable || !(target instanceof Element)) return null;
  if (target.closest('.cn-who') === null) return null;
  return target.closest<HTMLElement>('.cn-line')?.dataset['speaker'] ?? null;
}
