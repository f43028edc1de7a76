import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import type { DecorationSet } from '@tiptap/pm/view';
import { yCursorPluginKey, ySyncPluginKey } from '@tiptap/y-tiptap';
import { changedALot } from '#lib/announce/changed-a-lot.ts';
import { finishedLineWords } from '#lib/announce/finished-line.ts';
import { blockAt, blockId, findBlock, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import { changedRun } from '#components/editor/engine/changed-blocks.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';
import { saidText } from './said-text.ts';

/** A line that nobody has touched for so long is finished. */
export const QUIET_LINE_MS = 5000;
/** Least time between two messages. */
export const BETWEEN_MESSAGES_MS = 5000;
/** How long one's own keys must rest before anything is said. */
export const OWN_QUIET_MS = 1000;

export type LineListenerOptions = {
  /** Whether what others write is news; not so while the page catches up with what was there before it. */
  isNews(): boolean;
  isMuted(): boolean;
  speakerName(id: string, writtenName: string | null): string;
  /** Milliseconds of a clock that the timers follow. */
  now(): number;
  /** Finished lines, in the order in which they were finished. */
  say(lines: string[]): void;
};

type OpenLine = { changedAt: number; caretSeen: boolean };

/**
 * Listens to what others write and says each line once, when it is finished: they pressed Enter in it, their caret
 * left it, or it has been quiet for five seconds. Lines that were typed in here are never said.
 */
export class LineListener {
  private readonly options: LineListenerOptions;
  private state: EditorState;
  private readonly open = new Map<string, OpenLine>();
  private readonly own = new Set<string>();
  /** What was said of each line. */
  private readonly said = new Map<string, string>();
  private readonly finished = new Set<string>();
  private saidAt = Number.NEGATIVE_INFINITY;
  private typedAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: EditorState, options: LineListenerOptions) {
    this.state = state;
    this.options = options;
  }

  /** Takes note of what a transaction did. */
  heard(transaction: Transaction, state: EditorState): void {
    const before = this.state.doc;
    this.state = state;
    if (before !== state.doc) this.compare(before, isOthers(transaction));
    if (isCaretNews(transaction)) this.followCarets();
    this.wait();
  }

  destroy(): void {
    clearTimeout(this.timer);
  }

  private compare(before: ProseMirrorNode, others: boolean): void {
    const now = this.options.now();
    if (!others) this.typedAt = now;
    // Before the document is drawn for the first time, no block has an id.
    if (before.firstChild === null || blockId(before.firstChild) === null) return;
    const { changed, known } = changedBlocks(before, this.state.doc);
    for (const { node, above } of changed) {
      const id = blockId(node);
      if (id === null || !isLine(node)) continue;
      const was = known.get(id);
      const text = was === undefined ? null : saidText(was);
      // Moved, tagged, given to somebody: nothing was said in it.
      if (text === saidText(node)) continue;
      if (!others) this.makeOwn(id);
      else if (this.options.isNews() && !this.own.has(id)) this.touch(id, { text, above, now });
    }
  }

  private touch(
    id: string,
    { text, above, now }: { text: string | null; above: string | null; now: number },
  ): void {
    // Enter: the line above is left for a new one.
    if (text === null && above !== null && this.open.has(above)) this.finish(above);
    const open = this.open.get(id);
    // What stood there before counts as known, so that a corrected letter is no news.
    if (open === undefined && text !== null && text !== '' && !this.said.has(id)) this.said.set(id, text);
    this.open.set(id, { changedAt: now, caretSeen: open?.caretSeen ?? false });
  }

  private makeOwn(id: string): void {
    this.own.add(id);
    this.open.delete(id);
    this.finished.delete(id);
  }

  /** A line that a caret was seen in, and that none is in now, was left. */
  private followCarets(): void {
    if (this.open.size === 0) return;
    const lines = linesWithCarets(this.state);
    for (const [id, line] of this.open) {
      if (lines.has(id)) line.caretSeen = true;
      else if (line.caretSeen) this.finish(id);
    }
  }

  private finish(id: string): void {
    this.open.delete(id);
    const node = findBlock(this.state.doc, id)?.node;
    const text = node === undefined ? '' : saidText(node);
    const said = this.said.get(id);
    if (text === '' || (said !== undefined && !changedALot(said, text))) return;
    this.finished.add(id);
  }

  /** Sets the one timer to whatever is due next, and does what is due. */
  private wait(): void {
    clearTimeout(this.timer);
    const now = this.options.now();
    for (const [id, { changedAt }] of this.open) {
      if (changedAt + QUIET_LINE_MS <= now) this.finish(id);
    }
    const sayAt = Math.max(this.saidAt + BETWEEN_MESSAGES_MS, this.typedAt + OWN_QUIET_MS);
    if (this.finished.size > 0 && sayAt <= now) this.sayFinished(now);
    const due = [...this.open.values()].map(({ changedAt }) => changedAt + QUIET_LINE_MS);
    if (this.finished.size > 0) due.push(sayAt);
    if (due.length === 0) return;
    this.timer = setTimeout(
      () => {
        this.wait();
      },
      Math.max(1, Math.min(...due) - now),
    );
  }

  private sayFinished(now: number): void {
    const lines: string[] = [];
    for (const id of this.finished) {
      const node = findBlock(this.state.doc, id)?.node;
      const text = node === undefined ? '' : saidText(node);
      if (node === undefined || text === '') continue;
      this.said.set(id, text);
      const { tag, speaker, speakerName } = lineAttrs(node);
      const name = speaker === null ? null : this.options.speakerName(speaker, speakerName);
      lines.push(finishedLineWords({ tag, speaker: name, text }));
    }
    this.finished.clear();
    if (lines.length === 0 || this.options.isMuted()) return;
    this.saidAt = now;
    this.options.say(lines);
  }
}

type ChangedBlock = { node: ProseMirrorNode; /** Id of the block above. */ above: string | null };

/** The blocks that are new or other than before, and what stood in their place. Blocks that stayed are the same objects. */
function changedBlocks(
  before: ProseMirrorNode,
  after: ProseMirrorNode,
): { changed: ChangedBlock[]; known: Map<string, ProseMirrorNode> } {
  const { start, endBefore, endAfter } = changedRun(before, after);
  const known = new Map<string, ProseMirrorNode>();
  for (let index = start; index < endBefore; index += 1) {
    const node = before.child(index);
    const id = blockId(node);
    if (id !== null) known.set(id, node);
  }
  const changed: ChangedBlock[] = [];
  for (let index = start; index < endAfter; index += 1) {
    const node = after.child(index);
    const id = blockId(node);
    if (id !== null && known.get(id) === node) continue;
    changed.push({ node, above: index === 0 ? null : blockId(after.child(index - 1)) });
  }
  return { changed, known };
}

/** Whether a transaction is somebody else's doing; one's own undo is not. */
function isOthers(transaction: Transaction): boolean {
  const sync = transaction.getMeta(ySyncPluginKey) as { isUndoRedoOperation?: boolean } | undefined;
  return isForeign(transaction) && sync?.isUndoRedoOperation !== true;
}

function isCaretNews(transaction: Transaction): boolean {
  const carets = transaction.getMeta(yCursorPluginKey) as { awarenessUpdated?: boolean } | undefined;
  return carets?.awarenessUpdated === true;
}

function linesWithCarets(state: EditorState): Set<string> {
  const carets = yCursorPluginKey.getState(state) as DecorationSet | undefined;
  const lines = new Set<string>();
  for (const { from, to } of carets?.find() ?? []) {
    const block = from === to ? blockAt(state.doc.resolve(from)) : null;
    const id = block === null ? null : blockId(block.node);
    if (id !== null) lines.add(id);
  }
  return lines;
}
