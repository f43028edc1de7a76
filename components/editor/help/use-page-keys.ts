'use client';

import { keydownHandler } from '@tiptap/pm/keymap';
import type { Editor } from '@tiptap/react';
import { useEffect } from 'react';
import { keymapOf } from '#components/editor/keys/bound-keys.ts';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';
import { belongsToText } from '#components/editor/keys/key-press.ts';

/** Runs the rows of the key table that work on the whole page, and outside text those that are for there alone. */
export function usePageKeys(editor: Editor | null, table: readonly KeyBinding[]): void {
  useEffect(() => {
    if (editor === null) return undefined;
    const everywhere = keydownHandler(keymapOf(table.filter((row) => row.everywhere === true)));
    const outside = keydownHandler(keymapOf(table.filter((row) => row.where === 'outside')));
    function press(event: KeyboardEvent): void {
      if (editor === null || editor.isDestroyed || event.defaultPrevented) return;
      if (belongsToText(event, false) || document.querySelector('dialog[open]') !== null) return;
      if (everywhere(editor.view, event) || (!isText(event.target) && outside(editor.view, event))) {
        event.preventDefault();
      }
    }
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, [editor, table]);
}

function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="textbox"]') !== null)
  );
}
