import {
  ContentString,
  createID,
  getItem,
  getItemCleanStart,
  getState,
  isDeleted,
  Item,
  iterateDeletedStructs,
  XmlElement,
  XmlText,
  type ID,
  type Transaction,
  type UndoManager,
} from 'yjs';

type Step = UndoManager['undoStack'][number];

/**
 * Three repairs of what undo does where several people write into the same blocks, until the returned function is called.
 * What an undo takes away is either back afterwards or was typed by who undoes it; where that cannot be, it takes nothing.
 */
export function steadyUndo(undoManager: UndoManager): () => void {
  const { doc, deleteFilter } = undoManager;
  let steps: Step[] = [];
  let running: Transaction | null = null;
  let judged: { step: Step; whole: boolean } | null = null;

  const begin = (transaction: Transaction): void => {
    if (transaction.origin !== undoManager) return;
    const stack = stackOf(undoManager);
    steps = [...stack];
    running = transaction;
    judged = null;
    for (const { insertions } of stack) partFromWhatFollows(transaction, insertions);
  };
  const end = (transaction: Transaction): void => {
    if (transaction.origin !== undoManager) return;
    steps = [];
    running = null;
    joinTexts(transaction);
  };
  // Undo brings back before it takes away. What it could not bring back, as its block was made anew meanwhile, may stand
  // nowhere but in what it is about to take away.
  undoManager.deleteFilter = (item) => {
    const step = steps[stackOf(undoManager).length];
    if (step !== undefined && running !== null && judged?.step !== step)
      judged = { step, whole: isBack(running, step) };
    return judged?.whole !== false && deleteFilter(item);
  };
  doc.on('beforeTransaction', begin);
  doc.on('beforeObserverCalls', end);
  return () => {
    doc.off('beforeTransaction', begin);
    doc.off('beforeObserverCalls', end);
    undoManager.deleteFilter = deleteFilter;
  };
}

const stackOf = ({ undoing, undoStack, redoStack }: UndoManager): Step[] => (undoing ? undoStack : redoStack);

/** The item that stands for a text now, from which place on, and how much of the text it covers. */
type Now = { item: Item; id: ID; length: number };

function now(store: Transaction['doc']['store'], text: Item): Now | null {
  let { id, length } = text;
  let item: unknown = text;
  while (item instanceof Item && item.redone !== null) {
    id = createID(item.redone.client, item.redone.clock + (id.clock - item.id.clock));
    item = getItem(store, id);
    if (item instanceof Item) length = Math.min(length, item.id.clock + item.length - id.clock);
  }
  return item instanceof Item ? { item, id, length } : null;
}

/** Parts what a step made or took away where others wrote into it since, and passes on each part with what stands for it. */
function eachPart(
  transaction: Transaction,
  ids: Step['insertions'],
  visit: (part: Item, now: Now | null) => void,
): void {
  const { store } = transaction.doc;
  iterateDeletedStructs(transaction, ids, (struct) => {
    if (!(struct instanceof Item)) return;
    const found = now(store, struct);
    if (found !== null && found.length < struct.length) {
      getItemCleanStart(transaction, createID(struct.id.client, struct.id.clock + found.length));
    }
    visit(struct, found);
  });
}

/**
 * Text that an undo brought back may have been parted since, or have grown together with what stands behind it. Undoing
 * its typing later would leave a part of it, or take away what somebody else wrote; so both are made to fit before each
 * undo, in the transaction that undoes.
 */
function partFromWhatFollows(transaction: Transaction, insertions: Step['insertions']): void {
  eachPart(transaction, insertions, (part, found) => {
    if (part.redone === null || found === null) return;
    const { item, id, length } = found;
    const end = id.clock + length;
    if (end < item.id.clock + item.length) getItemCleanStart(transaction, createID(id.client, end));
  });
}

/** Whether all text that a step took away stands in the document again. */
function isBack(transaction: Transaction, { deletions, insertions }: Step): boolean {
  let back = true;
  eachPart(transaction, deletions, (part, found) => {
    if (!(part.content instanceof ContentString) || part.parentSub !== null) return;
    if (!isDeleted(insertions, part.id) && found?.item.deleted !== false) back = false;
  });
  return back;
}

/**
 * An undo that brings a text back beside one into which somebody else typed meanwhile leaves two texts side by side in
 * one block. The binding would write them as one later, and what is undone after that would be brought back into the
 * text that is gone; so they are joined here, and it is noted where everything went.
 */
function joinTexts(undone: Transaction): void {
  const pairs: [XmlText, XmlText][] = [];
  for (const parent of undone.changed.keys()) {
    if (!(parent instanceof XmlElement)) continue;
    let before: unknown = null;
    for (const child of parent.toArray()) {
      if (before instanceof XmlText && child instanceof XmlText) pairs.push([before, child]);
      else before = child;
    }
  }
  if (pairs.length === 0) return;
  undone.doc.transact((transaction) => {
    for (const [text, next] of pairs) appendText(transaction, text, next);
  }, joinTexts);
}

function appendText(transaction: Transaction, text: XmlText, next: XmlText): void {
  const { clientID, store } = transaction.doc;
  if (text._item === null || next._item === null) return;
  let last = text._start;
  while (last?.right) last = last.right;
  const moved: Item[] = [next._item];
  for (let item = next._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const id = createID(clientID, getState(store, clientID));
    last = new Item(id, last, last?.lastId ?? null, null, null, text, null, item.content.copy());
    last.integrate(transaction, 0);
    item.redone = id;
    moved.push(item);
  }
  next._item.redone = text._item.id;
  // What is kept is not collected, so that it can be followed to where it went.
  for (const item of moved) item.keep = true;
  next._item.delete(transaction);
}
