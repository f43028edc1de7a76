import { Plugin, PluginKey } from '@tiptap/pm/state';
import { readCaret } from '#components/editor/engine/read-caret.ts';
import { belongsToText } from '#components/editor/keys/key-press.ts';

/**
 * Lets every key act where the caret is. Browsers tell a moment later that End or a click moved it: an Enter right
 * behind would else split the line where the caret was before.
 */
export function caretAtPress(): Plugin {
  return new Plugin({
    key: new PluginKey('caretAtPress'),
    props: {
      handleDOMEvents: {
        keydown(view, event) {
          if (!belongsToText(event, view.composing)) readCaret(view);
          return false;
        },
      },
    },
  });
}
