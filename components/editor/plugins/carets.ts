import type { AnyExtension } from '@tiptap/core';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';
import { yCursorPlugin } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';

const FLAG_MS = 2000;
const safeColor = /^#[0-9a-f]{6}$/i;

/**
 * The carets of others, each with a name flag that shows for two seconds after it moved. Whatever another person's
 * presence holds, drawing it never stops the editor.
 */
export function carets(awareness: Awareness, me: { name: string; color: string }): AnyExtension {
  return CollaborationCaret.extend({
    addProseMirrorPlugins() {
      awareness.setLocalStateField('user', { name: me.name, color: me.color });
      const cursors = yCursorPlugin(awareness, {
        cursorBuilder: (user: unknown, clientId: number) => caret(user, clientId),
        selectionBuilder: (user: unknown) => ({
          class: 'cn-remote-selection',
          style: `--cn-caret: ${shownColor(user)}`,
        }),
      }) as Plugin;
      return [withoutThrowing(cursors), flagsOnMove(awareness)];
    },
  }).configure({ provider: { awareness } });
}

function caret(user: unknown, clientId: number): HTMLElement {
  const dom = document.createElement('span');
  dom.className = 'cn-caret';
  dom.ariaHidden = 'true';
  dom.dataset['client'] = String(clientId);
  dom.style.setProperty('--cn-caret', shownColor(user));
  const flag = document.createElement('span');
  flag.className = 'cn-caret-flag';
  flag.textContent = shownName(user);
  dom.append(flag);
  showFlag(flag);
  return dom;
}

function showFlag(flag: Element): void {
  // happy-dom and very old browsers have no animations; there the flag stays.
  if (typeof flag.animate !== 'function') return;
  flag.animate([{ opacity: 1 }, { opacity: 1, offset: 0.9 }, { opacity: 0 }], {
    duration: FLAG_MS,
    fill: 'forwards',
  });
}

/** Shows the flag of every caret that moved, also when ProseMirror keeps its element. */
function flagsOnMove(awareness: Awareness): Plugin {
  return new Plugin({
    key: new PluginKey('caretFlags'),
    view(view: EditorView) {
      const moved = ({ updated }: { updated: number[] }): void => {
        requestAnimationFrame(() => {
          for (const client of updated) {
            const flag = view.dom.querySelector(`.cn-caret[data-client="${client}"] .cn-caret-flag`);
            if (flag !== null) showFlag(flag);
          }
        });
      };
      awareness.on('change', moved);
      return {
        destroy: () => {
          awareness.off('change', moved);
        },
      };
    },
  });
}

/** The name in a presence, whatever it holds. */
export function shownName(user: unknown): string {
  const name = typeof user === 'object' && user !== null && 'name' in user ? user.name : null;
  return typeof name === 'string' ? name.slice(0, 40) : 'Somebody';
}

/** The colour in a presence, whatever it holds. */
export function shownColor(user: unknown): string {
  const color = typeof user === 'object' && user !== null && 'color' in user ? user.color : null;
  return typeof color === 'string' && safeColor.test(color) ? color : '#5b6472';
}

/**
 * The same plugin, whose drawing and following of carets cannot throw: an exception there would stop every later
 * update of the editor.
 */
function withoutThrowing(plugin: Plugin): Plugin {
  const { state, view } = plugin.spec;
  if (state !== undefined) {
    const { init, apply } = state;
    state.init = (config, instance) =>
      attempt(() => init.call(plugin, config, instance) as unknown, DecorationSet.empty);
    state.apply = (tr, value, before, after) =>
      attempt(() => apply.call(plugin, tr, value, before, after) as unknown, DecorationSet.empty);
  }
  if (view !== undefined) {
    plugin.spec.view = (editorView) => {
      const inner = view.call(plugin, editorView);
      return {
        update: (current, before) => {
          attempt(() => inner.update?.(current, before), undefined);
        },
        destroy: () => {
          attempt(() => inner.destroy?.(), undefined);
        },
      };
    };
  }
  return plugin;
}

function attempt<T>(draw: () => T, otherwise: T): T {
  try {
    return draw();
  } catch {
    return otherwise;
  }
}
