import type { Node as ProseMirrorNode, ResolvedPos } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { completeTerm } from '#lib/glossary/complete-term.ts';
import { blockAt, isCode, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import { isForeign, isTyping } from '#components/editor/engine/is-typing.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { searchableText } from '#components/editor/engine/searchable-text.ts';
import { speakerMenu } from './speaker-menu.ts';

/** A term and what was typed of it. */
export type TypedTerm = { form: string; typed: string };

type Completion = {
  /** The term whose rest stands faintly behind the caret. */
  offered: TypedTerm | null;
  /** The one just taken, so that Backspace can give back what was typed. Forgotten with the next key. */
  taken: TypedTerm | null;
};

const key = new PluginKey<Completion>('termCompletion');
const nothing: Completion = { offered: null, taken: null };
/** In these the end of the text is not where → leads. */
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

/** The term whose rest stands behind the caret; null when none does. */
export function offeredTerm(state: EditorState): TypedTerm | null {
  return key.getState(state)?.offered ?? null;
}

/** The term that the last key took; null after any other key. */
export function takenTerm(state: EditorState): TypedTerm | null {
  return key.getState(state)?.taken ?? null;
}

/** Says in a transaction that it took a term. */
export function tellTaken(tr: Transaction, taken: TypedTerm): Transaction {
  return tr.setMeta(key, taken);
}

/**
 * Draws the rest of the term that the word before the caret begins, while it is typed at the end of a line. It is
 * drawn by the style sheet: no text, no element, no room of its own, and nothing for a screen reader.
 */
export function termCompletion(context: NotesContext, isReadOnly: () => boolean): Plugin<Completion> {
  let composing = false;
  return new Plugin<Completion>({
    key,
    state: {
      init: () => nothing,
      apply(tr, value, before, state) {
        const taken = tr.getMeta(key) as TypedTerm | undefined;
        if (taken !== undefined) return { offered: null, taken };
        if (composing || isReadOnly()) return nothing;
        if (tr.getMeta('appendedTransaction') !== undefined) return value;
        if (isForeign(tr)) return stillThere(state, value);
        if (isTyping(tr)) {
          const further = state.selection.head > before.selection.head;
          return { offered: further ? termAtCaret(state, context) : null, taken: null };
        }
        return tr.docChanged || tr.selectionSet ? nothing : value;
      },
    },
    props: {
      decorations(state) {
        const offered = offeredTerm(state);
        const block = blockAt(state.selection.$head);
        if (offered === null || block === null) return null;
        const rest = JSON.stringify(offered.form.slice(offered.typed.length));
        const attrs = { class: 'cn-completing', style: `--cn-rest: ${rest}` };
        return DecorationSet.create(state.doc, [
          Decoration.node(block.pos, block.pos + block.node.nodeSize, attrs),
        ]);
      },
      handleDOMEvents: {
        // No transaction: a composition that begins must not be disturbed. The style sheet hides the rest at once.
        compositionstart: () => {
          composing = true;
          return false;
        },
        compositionend: () => {
          composing = false;
          return false;
        },
      },
    },
  });
}

/** What others write leaves the rest where it is, unless they write there. */
function stillThere(state: EditorState, { offered, taken }: Completion): Completion {
  const typed = textAtLineEnd(state);
  return {
    offered: offered !== null && typed?.endsWith(offered.typed) === true ? offered : null,
    taken: taken !== null && typed?.endsWith(taken.form) === true ? taken : null,
  };
}

function termAtCaret(state: EditorState, context: NotesContext): TypedTerm | null {
  const { terms } = context.call.get();
  if (terms.length === 0 || speakerMenu(state) !== null) return null;
  const text = textAtLineEnd(state);
  const block = blockAt(state.selection.$head);
  if (text === null || block === null) return null;
  const found = completeTerm(text, terms, lastUseIn(state.doc));
  if (found === null) return null;
  const typed = text.slice(found.from);
  const beginsLine = text.slice(0, found.from).trim() === '' && block.node.textContent === text;
  // At the start of a line of nobody a name is being typed.
  if (beginsLine && lineAttrs(block.node).speaker === null) return null;
  return rightToLeft.test(typed) ? null : { form: found.form, typed };
}

/** The plain text before the caret at the end of a line; null elsewhere, and in code. */
function textAtLineEnd(state: EditorState): string | null {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || !isLine(block.node) || isCode(state, $head)) return null;
  return $head.parentOffset === $head.parent.content.size ? textRunBefore($head) : null;
}

function textRunBefore($pos: ResolvedPos): string {
  let text = '';
  for (let index = $pos.parent.childCount - 1; index >= 0; index -= 1) {
    const child = $pos.parent.child(index);
    if (!child.isText) break;
    text = (child.text ?? '') + text;
  }
  return text;
}

/** Tells the last block that has a form in it; the document is read once, and only when somebody asks. */
function lastUseIn(doc: ProseMirrorNode): (form: string) => number {
  let texts: string[] | null = null;
  return (form) => {
    texts ??= doc.children.map(searchableText);
    return texts.findLastIndex((text) => text.includes(form));
  };
}
