import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { blockAt, blockId, findBlock, isLine } from '#components/editor/engine/blocks.ts';
import { isForeign, isTyping } from '#components/editor/engine/is-typing.ts';
import { rangeNow, type SharedRange } from '#components/editor/engine/shared-range.ts';
import { sharedNotes } from '#components/editor/engine/shared-text.ts';
import { lastUndoStep, undoSteps } from '#components/editor/engine/undo-step.ts';

/** How long a correction stays in sight. */
export const CORRECTION_SHOWN_MS = 10_000;
const COMPOSITION_RETRY_MS = 1000;

/** A correction that was just made: what became of what, where. */
export type MadeCorrection = {
  kind: 'made';
  lineId: string;
  old: string;
  replacement: string;
  /** Whose line it is; null for nobody's. */
  speakerName: string | null;
  /** Where the new text stands; of no length when the old one was only taken away. */
  range: SharedRange;
};
/** A typed correction that fits nothing above. */
export type RefusedCorrection = { kind: 'refused'; lineId: string; old: string; text: string };

type Shown = (MadeCorrection & { from: number; to: number; step: unknown }) | RefusedCorrection;
type CorrectionsState = {
  /** The line that was begun here by typing; what was pasted is no correction. */
  typedLine: string | null;
  shown: Shown | null;
};
type Change = { kind: 'show'; shown: MadeCorrection | RefusedCorrection } | { kind: 'clear' };

const key = new PluginKey<CorrectionsState>('corrections');

/** Whether what stands in a line was begun by typing here. */
export function isTypedLine(state: EditorState, lineId: string): boolean {
  return key.getState(state)?.typedLine === lineId;
}

/** The correction that is told about at the moment; null when there is none. */
export function shownCorrection(state: EditorState): Shown | null {
  return key.getState(state)?.shown ?? null;
}

/** Tells about a correction for a while. */
export function showCorrection(tr: Transaction, shown: MadeCorrection | RefusedCorrection): Transaction {
  return tr.setMeta(key, { kind: 'show', shown } satisfies Change);
}

/** Tells about no correction any longer. */
export function clearCorrection(tr: Transaction): Transaction {
  return tr.setMeta(key, { kind: 'clear' } satisfies Change);
}

/** Follows what may become a correction, and keeps the last one in sight for some seconds. */
export function correctionsPlugin(): Plugin<CorrectionsState> {
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Later while an input method composes, which must not be disturbed. */
  function hideIn(ms: number, view: EditorView): void {
    timer = setTimeout(() => {
      if (view.isDestroyed) return;
      if (view.composing) hideIn(COMPOSITION_RETRY_MS, view);
      else view.dispatch(clearCorrection(view.state.tr));
    }, ms);
  }

  return new Plugin<CorrectionsState>({
    key,
    state: {
      init: () => ({ typedLine: null, shown: null }),
      apply: (tr, value, before, state) => ({
        typedLine: nextTypedLine(tr, value.typedLine, before, state),
        shown: nextShown(tr, value.shown, before, state),
      }),
    },
    view: () => ({
      update(view, before) {
        const shown = shownCorrection(view.state);
        if (isSame(shown, shownCorrection(before))) return;
        clearTimeout(timer);
        if (shown !== null) hideIn(CORRECTION_SHOWN_MS, view);
      },
      destroy: () => {
        clearTimeout(timer);
      },
    }),
    props: {
      decorations(state) {
        const shown = shownCorrection(state);
        if (shown?.kind !== 'made') return null;
        if (shown.to > shown.from) {
          const words = Decoration.inline(shown.from, shown.to, { class: 'cn-corrected' });
          return DecorationSet.create(state.doc, [words]);
        }
        const line = findBlock(state.doc, shown.lineId);
        if (line === null) return null;
        const whole = Decoration.node(line.pos, line.pos + line.node.nodeSize, {
          class: 'cn-corrected-line',
        });
        return DecorationSet.create(state.doc, [whole]);
      },
    },
  });
}

function isSame(a: Shown | null, b: Shown | null): boolean {
  if (a?.kind !== 'made' || b?.kind !== 'made') return a === b;
  return a.step === b.step && a.lineId === b.lineId;
}

function nextTypedLine(
  tr: Transaction,
  typedLine: string | null,
  before: EditorState,
  state: EditorState,
): string | null {
  if (!isTyping(tr)) return typedLine;
  const block = blockAt(state.selection.$head);
  const id = block === null || !isLine(block.node) ? null : blockId(block.node);
  if (id === null || id === typedLine) return id;
  const earlier = findBlock(before.doc, id);
  return earlier === null || earlier.node.content.size === 0 ? id : null;
}

// What belongs to the shared document is read from the state before: in the next one its plugins are not there yet.
function nextShown(
  tr: Transaction,
  value: Shown | null,
  before: EditorState,
  state: EditorState,
): Shown | null {
  const change = tr.getMeta(key) as Change | undefined;
  if (change?.kind === 'clear') return null;
  if (change?.kind === 'show') {
    const { shown } = change;
    return shown.kind === 'refused'
      ? shown
      : placed({ ...shown, step: lastUndoStep(before) }, before, state.doc);
  }
  if (value === null || !tr.docChanged) return value;
  if (value.kind === 'refused') {
    const line = findBlock(state.doc, value.lineId);
    return line?.node.textContent === value.text ? value : null;
  }
  if (!undoSteps(before).includes(value.step)) return null;
  if (isForeign(tr)) return placed(value, before, state.doc);
  const [from, to] = [tr.mapping.map(value.from, 1), tr.mapping.map(value.to, -1)];
  return stands(value, state.doc, from, to) ? { ...value, from, to } : null;
}

/** The correction where it is now; null when somebody has changed the new text since. */
function placed(
  made: MadeCorrection & { step: unknown },
  before: EditorState,
  doc: ProseMirrorNode,
): Shown | null {
  const notes = sharedNotes(before);
  const now = notes === null ? null : rangeNow(notes, doc, made.range);
  return now !== null && stands(made, doc, now.from, now.to) ? { ...made, ...now } : null;
}

function stands({ replacement }: MadeCorrection, doc: ProseMirrorNode, from: number, to: number): boolean {
  return from <= to && to <= doc.content.size && doc.textBetween(from, to, '\n', '\n') === replacement;
}
