import { Plugin, PluginKey, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { speakersBefore } from '#lib/speakers/complete-speaker.ts';
import { initialsFor } from '#lib/speakers/initials.ts';
import { offerSpeakers } from '#lib/speakers/offer-speakers.ts';
import { standingLines, type SpeakerPerson } from '#lib/speakers/roster.ts';
import { unknownVoice } from '#lib/speakers/unknown-voice.ts';
import {
  blockAt,
  blockId,
  isCode,
  isLine,
  lineAttrs,
  plainTextBefore,
  spokenLines,
} from '#components/editor/engine/blocks.ts';
import { isForeign, isTyping } from '#components/editor/engine/is-typing.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';

const MAX_QUERY_WORDS = 4;
/** What asks for a speaker whom nobody knows yet. */
const UNKNOWN = /^\s*[?？]$/u;

export type SpeakerMenu = {
  lineId: string;
  /** What was typed so far at the line's start. */
  query: string;
  people: readonly SpeakerPerson[];
  /** The highlighted one. */
  index: number;
};

type MenuState = { menu: SpeakerMenu | null; dismissed: string | null };
type MenuChange = { kind: 'move'; by: number } | { kind: 'close' };

const key = new PluginKey<MenuState>('speakerMenu');

/** The open list of speakers; null while there is none. */
export function speakerMenu(state: EditorState): SpeakerMenu | null {
  return key.getState(state)?.menu ?? null;
}

/** Moves the highlight of the open list; does nothing while it is closed. */
export function moveInSpeakerMenu(by: number): Command {
  return (state, dispatch) => {
    if (speakerMenu(state) === null) return false;
    dispatch?.(state.tr.setMeta(key, { kind: 'move', by } satisfies MenuChange));
    return true;
  };
}

/** Closes the open list and keeps what was typed. */
export const closeSpeakerMenu: Command = (state, dispatch) => {
  if (speakerMenu(state) === null) return false;
  dispatch?.(state.tr.setMeta(key, { kind: 'close' } satisfies MenuChange));
  return true;
};

/**
 * Keeps the list of speakers that the letters, the number or the `?` at a line's start may mean. It opens while somebody types there and
 * never takes the focus; a click elsewhere or a finished word closes it.
 */
export function speakerMenuPlugin(context: NotesContext): Plugin<MenuState> {
  return new Plugin<MenuState>({
    key,
    state: {
      init: () => ({ menu: null, dismissed: null }),
      apply: (tr, value, _before, state) => nextMenu(tr, value, state, context),
    },
    props: {
      handleDOMEvents: {
        blur: (view) => {
          closeSpeakerMenu(view.state, view.dispatch);
          return false;
        },
      },
    },
  });
}

function nextMenu(tr: Transaction, value: MenuState, state: EditorState, context: NotesContext): MenuState {
  const change = tr.getMeta(key) as MenuChange | undefined;
  if (change?.kind === 'close') return { menu: null, dismissed: value.menu?.lineId ?? null };
  if (change?.kind === 'move' && value.menu !== null) {
    const count = value.menu.people.length;
    return { ...value, menu: { ...value.menu, index: (value.menu.index + change.by + count) % count } };
  }
  if (tr.getMeta('appendedTransaction') !== undefined) return value;
  if (isForeign(tr))
    return value.menu === null ? value : { ...value, menu: refreshed(value.menu, state, context) };
  if (isTyping(tr)) {
    const menu = menuAt(state, context);
    if (menu !== null && menu.lineId === value.dismissed) return { ...value, menu: null };
    return { menu, dismissed: menu === null ? null : value.dismissed };
  }
  return tr.docChanged || tr.selectionSet ? { menu: null, dismissed: null } : value;
}

/** The list after somebody else's change: the same line, the same person highlighted. */
function refreshed(menu: SpeakerMenu, state: EditorState, context: NotesContext): SpeakerMenu | null {
  const next = menuAt(state, context);
  if (next === null || next.lineId !== menu.lineId) return null;
  const highlighted = menu.people[menu.index]?.id;
  const index = next.people.findIndex((person) => person.id === highlighted);
  return { ...next, index: Math.max(0, index) };
}

function menuAt(state: EditorState, context: NotesContext): SpeakerMenu | null {
  const { $head, empty } = state.selection;
  const block = blockAt($head);
  if (!empty || block === null || !isLine(block.node) || lineAttrs(block.node).speaker !== null) return null;
  const lineId = blockId(block.node);
  if (lineId === null || isCode(state, $head)) return null;
  const query = plainTextBefore($head);
  if (query === null || query.trim() === '' || query.trim().split(/\s+/u).length > MAX_QUERY_WORDS)
    return null;

  const people = offered(query, state, block.pos, context);
  return people.length === 0 ? null : { lineId, query, people, index: 0 };
}

function offered(query: string, state: EditorState, linePos: number, context: NotesContext): SpeakerPerson[] {
  if (UNKNOWN.test(query)) {
    const voice = unknownVoice(context.seriesId, spokenLines(state.doc));
    return [{ ...voice, initials: initialsFor(voice.name), aliases: [], number: null }];
  }
  const before = standingLines(spokenLines(state.doc.cut(0, linePos)), context.roster());
  const recency = speakersBefore(before, Number.POSITIVE_INFINITY);
  return offerSpeakers(query, peopleIn(state.doc, context), recency);
}
