import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { standingLines, type SpeakerPerson } from '#lib/speakers/roster.ts';
import { suggestSpeaker } from '#lib/suggestion/suggest-speaker.ts';
import {
  blockAt,
  blockId,
  isCode,
  isLine,
  lineAttrs,
  type PlacedBlock,
} from '#components/editor/engine/blocks.ts';
import { isForeign, isOwnUndo } from '#components/editor/engine/is-typing.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';
import { saidLinesBefore } from '#components/editor/engine/said-lines.ts';

type SuggestedSpeaker = {
  /** The empty line at the caret; null until the line has its id. */
  lineId: string | null;
  /** Null when there is nobody to suggest there. */
  person: SpeakerPerson | null;
};

const COMPOSING = 'cn-composing';
const key = new PluginKey<SuggestedSpeaker | null>('suggestedSpeaker');

/** The person whose name stands faintly on the empty line at the caret; null when none does. */
export function suggestedSpeaker(state: EditorState): SpeakerPerson | null {
  return key.getState(state)?.person ?? null;
}

/**
 * Suggests who speaks on the empty line at the caret. It is only drawn, beside the text, and said once to a screen
 * reader. While the caret stays on the line the name stays too, whatever others write above: nobody who is about to
 * press Tab gets another name than the one they read.
 */
export function suggestedSpeakerPlugin(
  context: NotesContext,
  isReadOnly: () => boolean,
): Plugin<SuggestedSpeaker | null> {
  return new Plugin<SuggestedSpeaker | null>({
    key,
    state: {
      init: () => null,
      apply: (tr, value, _before, state) => (isReadOnly() ? null : nextSuggestion(tr, value, state, context)),
    },
    view: () => {
      let said: string | null = null;
      return {
        update(view) {
          const standing = key.getState(view.state);
          if (standing?.lineId == null || standing.person === null || !view.editable) return;
          const what = `${standing.lineId} ${standing.person.id}`;
          if (what === said) return;
          said = what;
          context.announce(`Suggested: ${standing.person.name}. Tab to take.`);
        },
      };
    },
    props: {
      decorations(state) {
        const person = suggestedSpeaker(state);
        const block = emptyLineAtCaret(state);
        if (person === null || block === null || isReadOnly()) return null;
        const end = block.pos + block.node.nodeSize;
        const faint = Decoration.node(block.pos, end, { class: 'cn-suggesting' }, { suggested: person });
        return DecorationSet.create(state.doc, [faint]);
      },
      handleDOMEvents: {
        // No transaction: a composition that begins must not be disturbed.
        compositionstart: (view) => {
          view.dom.classList.add(COMPOSING);
          return false;
        },
        compositionend: (view) => {
          view.dom.classList.remove(COMPOSING);
          return false;
        },
      },
    },
  });
}

function nextSuggestion(
  tr: Transaction,
  value: SuggestedSpeaker | null,
  state: EditorState,
  context: NotesContext,
): SuggestedSpeaker | null {
  if (!tr.docChanged && !tr.selectionSet) return value;
  const block = emptyLineAtCaret(state);
  if (block === null) return null;
  const lineId = blockId(block.node);
  if (value !== null && (value.lineId === null || value.lineId === lineId)) return { ...value, lineId };
  if (isForeign(tr) && !isOwnUndo(tr)) return null;
  const people = peopleIn(state.doc, context);
  const lines = standingLines(saidLinesBefore(state.doc, block.pos), context.roster());
  const suggestion = suggestSpeaker({ lines, people, queue: [] });
  return { lineId, person: people.find((person) => person.id === suggestion?.personId) ?? null };
}

function emptyLineAtCaret(state: EditorState): PlacedBlock | null {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || !isLine(block.node) || block.node.content.size > 0) return null;
  return lineAttrs(block.node).speaker !== null || isCode(state, $head) ? null : block;
}
