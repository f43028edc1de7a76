import { TextSelection, type Command, type EditorState } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { TextSearch } from '#lib/find/find-text.ts';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';
import { replaceText, type TextChange } from '#components/editor/engine/replace-text.ts';
import {
  endSearch,
  foundMatches,
  goToMatch,
  searchFor,
  type FoundMatch,
} from '#components/editor/plugins/find.ts';

/** Opens the fields for finding and replacing, with the selected words in the first. */
export function openFind(context: NotesContext): Command {
  return (state, dispatch) => {
    if (dispatch !== undefined) context.openPanel({ kind: 'find', query: selectedWords(state) });
    return true;
  };
}

function selectedWords({ doc, selection: { $from, $to, from, to } }: EditorState): string {
  const words = $from.sameParent($to) ? doc.textBetween(from, to, '\n', '\n') : '';
  return words.includes('\n') ? '' : words;
}

/** Looks for something in the notes and brings the match at the caret, or the next one, into sight. */
export function find(view: EditorView, search: TextSearch): void {
  view.dispatch(searchFor(view.state.tr, search));
  showCurrentMatch(view);
}

/** Goes on to the next match (1) or back to the one before (-1), round the ends. */
export function nextMatch(view: EditorView, by: 1 | -1): void {
  const found = foundMatches(view.state);
  if (found === null || found.matches.length === 0) return;
  view.dispatch(goToMatch(view.state.tr, found.current + by));
  showCurrentMatch(view);
}

/** Replaces the match that is looked at and goes on to the next; false when there is none. */
export function replaceMatch(view: EditorView, replacement: string): boolean {
  const found = foundMatches(view.state);
  const match = found?.matches[found.current];
  if (match === undefined) return false;
  if (replaceText(view.state, [changeOf(match, replacement)]) === 0) return false;
  const end = match.from + replacement.length;
  const next = (foundMatches(view.state)?.matches ?? []).findIndex(
    ({ blockIndex, from }) =>
      blockIndex > match.blockIndex || (blockIndex === match.blockIndex && from >= end),
  );
  view.dispatch(goToMatch(view.state.tr, Math.max(0, next)));
  showCurrentMatch(view);
  return true;
}

/** Replaces every match in one undo step and says how many there were, in how many places of the notes. */
export function replaceAllMatches(
  view: EditorView,
  replacement: string,
): { matches: number; blocks: number } {
  const matches = foundMatches(view.state)?.matches ?? [];
  const blocks = new Set(matches.map((match) => match.blockIndex)).size;
  const made = replaceText(
    view.state,
    matches.map((match) => changeOf(match, replacement)),
  );
  return { matches: made, blocks };
}

/** Ends the search. The caret goes to the match that was looked at, or stays where it was when there was none. */
export function closeFind(view: EditorView): void {
  const found = foundMatches(view.state);
  const match = found?.matches[found.current];
  const tr = endSearch(view.state.tr);
  if (match !== undefined)
    tr.setSelection(TextSelection.create(tr.doc, match.pos, match.pos + match.to - match.from));
  view.dispatch(tr);
}

function changeOf({ blockIndex, from, to }: FoundMatch, text: string): TextChange {
  return { blockIndex, from, to, text };
}

/** Scrolls only when the match is out of sight: outside the window, or under the bar above the notes. */
function showCurrentMatch(view: EditorView): void {
  const match = view.dom.querySelector('.cn-found-current');
  if (match === null) return;
  const { top, bottom } = match.getBoundingClientRect();
  const bar = view.dom.closest('.cn-editor')?.querySelector('.cn-bar')?.getBoundingClientRect().bottom ?? 0;
  if (top < Math.max(0, bar) || bottom > window.innerHeight) match.scrollIntoView({ block: 'center' });
}
