import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { AttrStep } from '@tiptap/pm/transform';
import type { LineAttrs } from '#lib/notes/schema/line.ts';
import { blockId, isLine, lineAttrs } from '#components/editor/engine/blocks.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';

/** A tag and what goes with it. */
export type Tagging = Pick<LineAttrs, 'tag' | 'owner' | 'ownerName' | 'due' | 'source' | 'done'>;
/** What one change did to the tag of a line. `after` follows what else is changed here. */
export type TaggedLine = { lineId: string; before: Tagging; after: Tagging };

const MOST_KEPT = 50;
const key = new PluginKey<readonly (readonly TaggedLine[])[]>('tagMemory');

/** The changes of tags that were made here, latest last. */
export function tagMemory(state: EditorState): readonly (readonly TaggedLine[])[] {
  return key.getState(state) ?? [];
}

/** Says in a transaction that it takes back remembered changes, of which these are left. */
export function setTagMemory(tr: Transaction, left: readonly (readonly TaggedLine[])[]): Transaction {
  return tr.setMeta(key, left);
}

export function taggingOf(line: ProseMirrorNode): Tagging {
  const { tag, owner, ownerName, due, source, done } = lineAttrs(line);
  return { tag, owner, ownerName, due, source, done };
}

export function isSameTagging(one: Tagging, other: Tagging): boolean {
  return taggingKeys.every((name) => one[name] === other[name]);
}

export const taggingKeys = ['tag', 'owner', 'ownerName', 'due', 'source', 'done'] as const;

/** Remembers which tags were given here, so that the last one can be taken back wherever the caret is by then. */
export function tagMemoryPlugin(): Plugin<readonly (readonly TaggedLine[])[]> {
  return new Plugin<readonly (readonly TaggedLine[])[]>({
    key,
    state: {
      init: () => [],
      apply(tr, memory) {
        const left = tr.getMeta(key) as readonly (readonly TaggedLine[])[] | undefined;
        if (left !== undefined) return left;
        if (isForeign(tr)) return memory;
        if (!tr.steps.some((step) => step instanceof AttrStep && isTaggingKey(step.attr))) return memory;
        const changed = changedLines(tr);
        const given = changed.filter(({ before, after }) => before.tag !== after.tag);
        const kept = memory.map((change) => change.map((line) => followed(line, changed)));
        return given.length === 0 ? kept : [...kept, given].slice(-MOST_KEPT);
      },
    },
  });
}

function isTaggingKey(name: string): boolean {
  return (taggingKeys as readonly string[]).includes(name);
}

function linesById(doc: ProseMirrorNode): Map<string, Tagging> {
  const lines = new Map<string, Tagging>();
  doc.forEach((node) => {
    const id = blockId(node);
    if (id !== null && isLine(node)) lines.set(id, taggingOf(node));
  });
  return lines;
}

function changedLines(tr: Transaction): TaggedLine[] {
  const before = linesById(tr.before);
  return [...linesById(tr.doc)].flatMap(([lineId, after]): TaggedLine[] => {
    const was = before.get(lineId);
    return was === undefined || isSameTagging(was, after) ? [] : [{ lineId, before: was, after }];
  });
}

/** The remembered change with what was changed here since: an owner and a due date set after the tag belong to it. */
function followed(line: TaggedLine, changes: readonly TaggedLine[]): TaggedLine {
  const change = changes.find(({ lineId }) => lineId === line.lineId);
  if (change === undefined || change.after.tag !== line.after.tag) return line;
  const names = taggingKeys.filter((name) => change.before[name] !== change.after[name]);
  const since = Object.fromEntries(names.map((name) => [name, change.after[name]]));
  return { ...line, after: { ...line.after, ...since } };
}
