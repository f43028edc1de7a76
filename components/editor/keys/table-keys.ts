import { keydownHandler } from '@tiptap/pm/keymap';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { withOwnKeys } from '#lib/keys/key-clashes.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import { keymapOf } from './bound-keys.ts';
import type { KeyBinding } from './key-binding.ts';
import { belongsToText } from './key-press.ts';

/** Runs the key table with the person's own keys, as they are set at each press. */
export function tableKeys(table: readonly KeyBinding[], settings: () => EditorSettings): Plugin {
  let read: EditorSettings | null = null;
  let handle: ReturnType<typeof keydownHandler> = () => false;
  return new Plugin({
    key: new PluginKey('tableKeys'),
    props: {
      handleKeyDown(view, event) {
        if (belongsToText(event, view.composing)) return false;
        const now = settings();
        if (now !== read) {
          read = now;
          const rows = withOwnKeys(table, now).filter((row) => row.where !== 'outside');
          handle = keydownHandler(keymapOf(rows));
        }
        return handle(view, event);
      },
    },
  });
}
