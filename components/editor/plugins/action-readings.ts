import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { fullDay } from '#lib/dates/day-words.ts';
import { readAction, type ActionReading } from '#components/editor/engine/action-reading.ts';
import { blockAt, blockId, findBlock, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import { changedBlocks } from '#components/editor/engine/changed-blocks.ts';
import { isForeign, isOwnUndo, NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';

/** How long the typing in an action rests before its words are read. */
export const READING_PAUSE_MS = 1500;

/** An action whose words changed here: which of its fields follow the words, and whether it was made just now. */
type Edited = { owner: boolean; due: boolean; isNew: boolean };
type EditedActions = ReadonlyMap<string, Edited>;

const none: EditedActions = new Map();
const key = new PluginKey<EditedActions>('actionReadings');

/**
 * Keeps an action's owner and due date as its words say. A field that says what the words said before this person
 * changed them was read from them, and follows them: to another date, or to none. Any other was set by a person and
 * stays. Words are read when a line becomes an action, when the caret leaves it and when typing rests; changes of
 * others are read by their own editors. Undo has no step for it: the date follows the words that undo brings back.
 */
export function actionReadings(context: NotesContext): Plugin<EditedActions> {
  return new Plugin<EditedActions>({
    key,
    state: {
      init: () => none,
      apply: (tr, edited, before, after) => nextEdited(tr, edited, before, after, context),
    },
    view: (view) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      function readLater(ms: number): void {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (view.composing) readLater(READING_PAUSE_MS);
          else readEditedActions(view, context);
        }, ms);
      }
      const leave = (): void => {
        if (edited(view.state).size > 0) readLater(0);
      };
      view.dom.addEventListener('blur', leave);
      return {
        update(_view, before) {
          const now = edited(view.state);
          if (now === edited(before) && view.state.selection.eq(before.selection)) return;
          if (now.size === 0) clearTimeout(timer);
          else if (isReadAtOnce(view.state, now)) readLater(0);
          else if (now !== edited(before)) readLater(READING_PAUSE_MS);
        },
        destroy() {
          clearTimeout(timer);
          view.dom.removeEventListener('blur', leave);
        },
      };
    },
  });
}

/** Reads the actions whose words changed here, now. */
export function readEditedActions(view: EditorView, context: NotesContext): void {
  const { state } = view;
  const ids = edited(state);
  if (view.isDestroyed || !view.editable || ids.size === 0) return;
  const tr = state.tr.setMeta(key, 'read').setMeta(NOT_TYPED, true);
  const people = peopleIn(state.doc, context);
  for (const [id, follows] of ids) {
    const line = findBlock(state.doc, id);
    if (line === null || !isAction(line.node)) continue;
    const attrs = lineAttrs(line.node);
    const reading = readAction(line.node, people, context);
    if (follows.owner && !sameOwner(attrs, reading)) {
      tr.setNodeAttribute(line.pos, 'owner', reading.owner);
      tr.setNodeAttribute(line.pos, 'ownerName', reading.ownerName);
    }
    if (follows.due && attrs.due !== reading.due) {
      tr.setNodeAttribute(line.pos, 'due', reading.due);
      context.announce(reading.due === null ? 'No due date.' : `Due ${fullDay(reading.due)}.`);
    }
  }
  if (tr.docChanged) tr.setMeta('addToHistory', false);
  view.dispatch(tr.setStoredMarks(state.storedMarks));
}

function edited(state: EditorState): EditedActions {
  return key.getState(state) ?? none;
}

function isReadAtOnce(state: EditorState, actions: EditedActions): boolean {
  const block = blockAt(state.selection.$head);
  const atCaret = block === null ? null : blockId(block.node);
  return [...actions].some(([id, { isNew }]) => isNew || id !== atCaret);
}

function nextEdited(
  tr: Transaction,
  actions: EditedActions,
  before: EditorState,
  after: EditorState,
  context: NotesContext,
): EditedActions {
  if (tr.getMeta(key) === 'read') return none;
  if (!tr.docChanged) return actions;
  const next = new Map(actions);
  let changed = false;
  for (const { was, is } of changedBlocks(before.doc, after.doc)) {
    const id = blockId(is);
    if (id === null) continue;
    const known = next.get(id);
    const found = isAction(is) ? editedAction(tr, was, is, known, after.doc, context) : undefined;
    if (found === known) continue;
    changed = true;
    if (found === undefined) next.delete(id);
    else next.set(id, found);
  }
  return changed ? next : actions;
}

function editedAction(
  tr: Transaction,
  was: ProseMirrorNode | null,
  is: ProseMirrorNode,
  known: Edited | undefined,
  doc: ProseMirrorNode,
  context: NotesContext,
): Edited | undefined {
  const read = (line: ProseMirrorNode): ActionReading => readAction(line, peopleIn(doc, context), context);
  const now = lineAttrs(is);
  if (known !== undefined) {
    // Somebody set a field meanwhile: here, or elsewhere.
    const owner = was === null || sameOwner(lineAttrs(was), now) ? known.owner : sameOwner(now, read(is));
    const due = was === null || lineAttrs(was).due === now.due ? known.due : now.due === read(is).due;
    return { ...known, owner, due };
  }
  if (isForeign(tr) && !isOwnUndo(tr)) return undefined;
  if (was !== null && isAction(was)) {
    const said = lineAttrs(was);
    if (was.content.eq(is.content) && said.speaker === now.speaker) return undefined;
    const reading = read(was);
    return { owner: sameOwner(said, reading), due: said.due === reading.due, isNew: false };
  }
  if (isOwnUndo(tr) || isPasted(tr)) return undefined;
  // What stands on a line that was no action is left from an earlier one, unless it came along with the tag.
  const reading = read(is);
  const earlier = was === null ? { owner: null, ownerName: null, due: null } : lineAttrs(was);
  return {
    owner: sameOwner(now, earlier) || sameOwner(now, reading),
    due: now.due === earlier.due || now.due === reading.due,
    isNew: true,
  };
}

function isAction(node: ProseMirrorNode): boolean {
  return isLine(node) && lineAttrs(node).tag === 'action';
}

type Owner = Pick<ActionReading, 'owner' | 'ownerName'>;

/** Of two owners with an id, the id counts: the same person may be written in two ways. */
function sameOwner(a: Owner, b: Owner): boolean {
  return a.owner === b.owner && (a.owner !== null || a.ownerName === b.ownerName);
}

function isPasted(tr: Transaction): boolean {
  const event: unknown = tr.getMeta('uiEvent');
  return tr.getMeta('paste') === true || event === 'paste' || event === 'drop';
}
