import { Plugin, PluginKey, type Command, type EditorState } from '@tiptap/pm/state';

/** How long the leader waits for the key after it. */
export const LEADER_WAIT_MS = 3000;

const key = new PluginKey<boolean>('leaderChord');

/** Whether the leader was pressed and the next key is awaited. */
export function leaderPending(state: EditorState): boolean {
  return key.getState(state) === true;
}

/** Waits for the second key of a chord. */
export const startLeader: Command = (state, dispatch) => {
  dispatch?.(state.tr.setMeta(key, true));
  return true;
};

/**
 * The second half of leader chords: after the leader, one key runs its command and any other is only swallowed
 * when it is Escape. `chords` maps a key as `KeyboardEvent.key` says it to the command.
 */
export function leaderChord(chords: ReadonlyMap<string, Command>): Plugin<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply: (tr, pending) => {
        const change = tr.getMeta(key) as boolean | undefined;
        return change ?? (pending && !tr.selectionSet);
      },
    },
    view: () => ({
      update(view, before) {
        if (leaderPending(view.state) === leaderPending(before)) return;
        clearTimeout(timer);
        if (!leaderPending(view.state)) return;
        timer = setTimeout(() => {
          if (!view.isDestroyed && leaderPending(view.state))
            view.dispatch(view.state.tr.setMeta(key, false));
        }, LEADER_WAIT_MS);
      },
      destroy: () => {
        clearTimeout(timer);
      },
    }),
    props: {
      handleKeyDown(view, event) {
        if (!leaderPending(view.state) || isModifier(event.key) || event.isComposing) return false;
        view.dispatch(view.state.tr.setMeta(key, false));
        if (event.key === 'Escape') return true;
        if (event.ctrlKey || event.metaKey || event.altKey) return false;
        const command = chords.get(event.key.toLowerCase());
        return command === undefined ? false : (command(view.state, view.dispatch, view), true);
      },
    },
  });
}

function isModifier(pressed: string): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process'].includes(pressed);
}
