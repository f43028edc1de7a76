import type { Command } from '@tiptap/pm/state';
import { TextSelection } from '@tiptap/pm/state';
import { blockText } from '#components/editor/engine/block-text.ts';
import { isLine, lineAttrs, selectedBlocks } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { isTemplate, type NotesContext } from '#components/editor/engine/notes-context.ts';

/** Longest prompt, in characters; what stands behind that stays text. */
const MOST_PROMPT = 300;

/**
 * In a template: makes the text of the selected lines what they ask for, which stands there faintly while the line is
 * empty; or text again where a line has no text of its own.
 */
export function togglePrompt(context: NotesContext): Command {
  return (state, dispatch) => {
    if (!isTemplate(context)) return false;
    const tr = state.tr;
    for (const { node, pos } of selectedBlocks(state).toReversed()) {
      if (!isLine(node)) continue;
      const { prompt } = lineAttrs(node);
      const text = blockText(node).replaceAll(/\s+/gu, ' ').trim();
      if (text !== '' && text.length <= MOST_PROMPT) {
        tr.delete(pos + 1, pos + 1 + node.content.size).setNodeAttribute(pos, 'prompt', text);
      } else if (text === '' && prompt !== null) {
        tr.setNodeAttribute(pos, 'prompt', null).insertText(prompt, pos + 1);
        tr.setSelection(TextSelection.create(tr.doc, pos + 1 + prompt.length));
      }
    }
    if (!tr.docChanged) {
      context.announce('Write what is asked for on a line, then make it the prompt.');
      return true;
    }
    dispatch?.(tr.setMeta(NOT_TYPED, true).scrollIntoView());
    return true;
  };
}
