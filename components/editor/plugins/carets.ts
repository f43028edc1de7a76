import type { AnyExtension } from '@tiptap/core';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { DecorationSet, type EditorView } from '@tiptap/pm/view';
import { yCursorPlugin } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';
import { afterPaint } from '#components/editor/engine/after-paint.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';

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
      const cursors = yCursorPlugin(newsOfOthers(awareness), {
        cursorBuilder: (user: unknown, clientId: number) => caret(user, clientId),
        selectionBuilder: (user: unknown) => ({
          class: 'cn-remote-selection',
          style: `--cn-caret: ${shownColor(user)}`,
        }),
      }) as Plugin;
      return [withoutThrowing(keptByOwnChanges(cursors)), flagsOnMove(awareness)];
    },
  }).configure({ provider: { awareness } });
}

type Changes = { added: number[]; updated: number[]; removed: number[] };

/**
 * The presence as the plugin that draws carets reads it. One's own caret is not drawn here: that it moved is told once
 * the frame with it is, and not at all while nobody else has one that could stand beside it.
 */
function newsOfOthers(awareness: Awareness): Awareness {
  const heard = new Map<() => void, { hear: (changes: Changes) => void; stop: () => void }>();
  const isOther = (client: number): boolean => client !== awareness.clientID;
  return {
    getStates: () => awareness.getStates(),
    getLocalState: () => awareness.getLocalState(),
    setLocalStateField: (field: string, value: unknown) => {
      awareness.setLocalStateField(field, value);
    },
    on: (_name: 'change', listener: () => void) => {
      const later = afterPaint(listener);
      const hear = ({ added, updated, removed }: Changes): void => {
        if ([...added, ...updated, ...removed].some(isOther)) listener();
        else if ([...awareness.getStates()].some(([client, { cursor }]) => isOther(client) && cursor))
          later.ask();
      };
      heard.set(listener, { hear, stop: later.stop });
      awareness.on('change', hear);
    },
    off: (_name: 'change', listener: () => void) => {
      const hearing = heard.get(listener);
      if (hearing === undefined) return;
      awareness.off('change', hearing.hear);
      hearing.stop();
    },
  } as unknown as Awareness;
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
            if (flag === null) continue;
            // The element outlives a change of name, which may come at any time.
            const name = shownName(awareness.getStates().get(client)?.['user']);
            if (flag.textContent !== name) flag.textContent = name;
            showFlag(flag);
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
 * The same plugin, whose carets stay where they are while a line is begun here. It would take them away, and draw all of
 * them anew a moment later.
 */
function keptByOwnChanges(plugin: Plugin): Plugin {
  const { state } = plugin.spec;
  if (state === undefined) return plugin;
  const { apply } = state;
  state.apply = (tr, value: unknown, before, after) =>
    tr.docChanged && !isForeign(tr) && value instanceof DecorationSet
      ? value.map(tr.mapping, tr.doc)
      : (apply.call(plugin, tr, value, before, after) as unknown);
  return plugin;
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
