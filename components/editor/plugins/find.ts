import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { textFinder, type FoundText, type TextSearch } from '#lib/find/find-text.ts';
import { blockId } from '#components/editor/engine/blocks.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';
import { searchableText } from '#components/editor/engine/searchable-text.ts';

/** A match in the notes: characters `from` up to `to` of a block, which begin at `pos`. */
export type FoundMatch = FoundText & { blockIndex: number; blockId: string | null; pos: number };

export type FoundMatches = {
  search: TextSearch;
  matches: readonly FoundMatch[];
  /** Which of them is looked at; -1 while there is none. */
  current: number;
};

type FindState = FoundMatches & { find: (block: ProseMirrorNode) => FoundText[]; drawn: DecorationSet };
type Change = { kind: 'search'; search: TextSearch } | { kind: 'go'; to: number } | { kind: 'close' };

const key = new PluginKey<FindState | null>('find');

/** What is found at the moment; null while nothing is looked for. */
export function foundMatches(state: EditorState): FoundMatches | null {
  return key.getState(state) ?? null;
}

/** Looks for something else. The match at the caret, or the next one, is looked at first. */
export function searchFor(tr: Transaction, search: TextSearch): Transaction {
  return tr.setMeta(key, { kind: 'search', search } satisfies Change);
}

/** Looks at another match, by its place among all; past either end it goes round. */
export function goToMatch(tr: Transaction, to: number): Transaction {
  return tr.setMeta(key, { kind: 'go', to } satisfies Change);
}

/** Looks for nothing any more. */
export function endSearch(tr: Transaction): Transaction {
  return tr.setMeta(key, { kind: 'close' } satisfies Change);
}

/** Finds and shows what is looked for, while something is. Blocks that did not change are not read again. */
export function findPlugin(): Plugin<FindState | null> {
  return new Plugin<FindState | null>({
    key,
    state: {
      init: () => null,
      apply(tr, value, _before, state) {
        const change = tr.getMeta(key) as Change | undefined;
        if (change?.kind === 'close') return null;
        if (change?.kind === 'search') return begin(change.search, state);
        if (value === null) return null;
        if (change?.kind === 'go') return lookAt(value, change.to, state.doc);
        return tr.docChanged ? follow(value, tr, state) : value;
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.drawn ?? null,
    },
  });
}

function begin(search: TextSearch, state: EditorState): FindState {
  const find = remembering(textFinder(search));
  const matches = matchesIn(state.doc, find);
  const value = { search, matches, current: -1, find, drawn: DecorationSet.empty };
  return lookAt(value, firstFrom(matches, state.selection.from), state.doc);
}

/** The matches after a change; whoever changed what, the same one is looked at while it is there. */
function follow(value: FindState, tr: Transaction, state: EditorState): FindState {
  const matches = matchesIn(state.doc, value.find);
  const before = value.matches[value.current];
  const next = { ...value, matches };
  if (before === undefined) return lookAt(next, firstFrom(matches, state.selection.from), state.doc);
  // A change from elsewhere replaces the whole document, so that no position can be followed through it.
  const pos = isForeign(tr) ? placeOf(before, state.doc) : tr.mapping.map(before.pos, 1);
  return lookAt(next, firstFrom(matches, pos), state.doc);
}

function placeOf(match: FoundMatch, doc: ProseMirrorNode): number {
  let pos = match.pos;
  doc.forEach((node, start) => {
    if (match.blockId !== null && blockId(node) === match.blockId) pos = start + 1 + match.from;
  });
  return pos;
}

function lookAt(value: FindState, to: number, doc: ProseMirrorNode): FindState {
  const count = value.matches.length;
  const current = count === 0 ? -1 : ((to % count) + count) % count;
  const drawn = value.matches.map(({ pos, from, to: end }, index) =>
    Decoration.inline(pos, pos + end - from, {
      class: index === current ? 'cn-found cn-found-current' : 'cn-found',
    }),
  );
  return { ...value, current, drawn: DecorationSet.create(doc, drawn) };
}

function matchesIn(doc: ProseMirrorNode, find: FindState['find']): FoundMatch[] {
  const matches: FoundMatch[] = [];
  doc.forEach((node, start, blockIndex) => {
    for (const { from, to } of find(node))
      matches.push({ blockIndex, blockId: blockId(node), pos: start + 1 + from, from, to });
  });
  return matches;
}

function firstFrom(matches: readonly FoundMatch[], pos: number): number {
  return Math.max(
    0,
    matches.findIndex((match) => match.pos >= pos),
  );
}

/** Reads each block once, as long as it is the same. */
function remembering(find: (text: string) => FoundText[]): FindState['find'] {
  const known = new WeakMap<ProseMirrorNode, FoundText[]>();
  return (block) => {
    const before = known.get(block);
    if (before !== undefined) return before;
    const found = find(searchableText(block));
    known.set(block, found);
    return found;
  };
}
