import { Plugin, PluginKey, type Command, type EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { withOwnKeys } from '#lib/keys/key-clashes.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { asUndoStep } from '#components/editor/engine/undo-step.ts';
import { chordsOf } from './bound-keys.ts';
import type { KeyBinding } from './key-binding.ts';
import { belongsToText, chordKeys, isModifier, type KeyPress } from './key-press.ts';

/** How long the leader waits for the key after it. */
const LEADER_WAIT_MS = 3000;
/** How long a number that may go on waits for its next digit. */
const NUMBER_WAIT_MS = 1200;

type Leader = { digits: string } | null;

const key = new PluginKey<Leader>('leaderChord');

/** The digits typed after the leader while more may follow, `''` while its first key is awaited; null when it is not. */
export function leaderDigits(state: EditorState): string | null {
  return key.getState(state)?.digits ?? null;
}

/** Waits for the second key of a chord. */
export function startLeader(context: NotesContext): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.setMeta(key, { digits: '' }));
    context.announce('Chord: now the second key.');
    return true;
  };
}

/**
 * The second half of leader chords. After the leader one key runs its command, or digits name a number; of any other
 * key only Escape is swallowed. A number that no longer one begins with is taken at once, another after a short wait,
 * at Enter, or before whatever is pressed or clicked next.
 */
export function leaderChord(table: readonly KeyBinding[], context: NotesContext): Plugin<Leader> {
  const numbers = table.find((row) => row.numbers !== undefined)?.numbers;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait(view: EditorView): void {
    clearTimeout(timer);
    const digits = leaderDigits(view.state);
    if (digits === null) return;
    const end = (): void => {
      if (view.isDestroyed) return;
      if (view.composing) wait(view);
      else if (digits === '') setLeader(view, null);
      else takeNumber(view);
    };
    timer = setTimeout(end, digits === '' ? LEADER_WAIT_MS : NUMBER_WAIT_MS);
  }

  function takeNumber(view: EditorView): boolean {
    const digits = leaderDigits(view.state);
    if (digits === null || digits === '' || numbers === undefined) return false;
    setLeader(view, null);
    asUndoStep(numbers.run(Number(digits)))(view.state, view.dispatch, view);
    return true;
  }

  function takeDigit(view: EditorView, digits: string): true {
    setLeader(view, { digits });
    const mayGoOn = numbers
      ?.known(view.state)
      .some(({ number }) => String(number).length > digits.length && String(number).startsWith(digits));
    if (mayGoOn !== true) takeNumber(view);
    return true;
  }

  function afterDigits(view: EditorView, pressed: string): boolean {
    if (pressed === 'Escape' || pressed === 'Backspace') return setLeader(view, null);
    takeNumber(view);
    return pressed === 'Enter';
  }

  function secondKey(view: EditorView, event: KeyPress): boolean {
    setLeader(view, null);
    if (event.key === 'Escape') return true;
    const chords = chordsOf(withOwnKeys(table, context.settings()));
    const chord = chordKeys(event).find((pressed) => chords.has(pressed));
    const command = chord === undefined ? undefined : chords.get(chord);
    if (command === undefined) return false;
    asUndoStep(command)(view.state, view.dispatch, view);
    return true;
  }

  return new Plugin<Leader>({
    key,
    state: {
      init: () => null,
      apply(tr, leader) {
        const change = tr.getMeta(key) as Leader | undefined;
        if (change !== undefined) return change;
        // What others write moves nothing here; a number that was begun is still taken.
        if (leader === null || leader.digits !== '' || isForeign(tr)) return leader;
        return tr.selectionSet || tr.docChanged ? null : leader;
      },
    },
    view: () => ({
      update(view, before) {
        if (leaderDigits(view.state) !== leaderDigits(before)) wait(view);
      },
      destroy: () => {
        clearTimeout(timer);
      },
    }),
    props: {
      handleKeyDown(view, event) {
        const digits = leaderDigits(view.state);
        if (digits === null || isModifier(event.key) || belongsToText(event, view.composing)) return false;
        const digit = chordKeys(event).find((pressed) => /^\d$/u.test(pressed));
        if (digit !== undefined && numbers !== undefined) return takeDigit(view, digits + digit);
        return digits === '' ? secondKey(view, event) : afterDigits(view, event.key);
      },
      handleDOMEvents: {
        mousedown: (view) => void takeNumber(view),
        blur: (view) => void takeNumber(view),
      },
    },
  });
}

function setLeader(view: EditorView, leader: Leader): true {
  view.dispatch(view.state.tr.setMeta(key, leader));
  return true;
}
