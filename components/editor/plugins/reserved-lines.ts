import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Awareness } from 'y-protocols/awareness';
import { blockAt, blockId } from '#components/editor/engine/blocks.ts';
import { isForeign } from '#components/editor/engine/is-typing.ts';
import { shownColor, shownName } from './carets.ts';

/** How long after the last key a block stays reserved. */
export const RESERVED_MS = 5000;

/** Where in a presence the block stands that its person is writing on. */
const FIELD = 'writing';
const MAX_ID_LENGTH = 100;

/** Somebody else who is writing on a block just now. */
export type Writer = { name: string; color: string };

type Reserved = {
  /** By the block's id. */
  writers: ReadonlyMap<string, Writer>;
  /** Changes made here so far. */
  own: number;
};

const key = new PluginKey<Reserved>('reservedLines');
const nobody: ReadonlyMap<string, Writer> = new Map();

/** Who else is writing on a block just now; null when nobody is. */
export function writerOn(state: EditorState, block: ProseMirrorNode): Writer | null {
  const id = blockId(block);
  return id === null ? null : (key.getState(state)?.writers.get(id) ?? null);
}

/**
 * Reserves a block softly while somebody types in it: the others see it marked, and their keys keep clear of it.
 * It is reserved with each change made there, until the caret leaves it or no key came for some seconds.
 */
export function reservedLines(awareness: Awareness): Plugin<Reserved> {
  let drawn: { doc: ProseMirrorNode; writers: ReadonlyMap<string, Writer>; set: DecorationSet } | null = null;
  return new Plugin<Reserved>({
    key,
    state: {
      init: () => ({ writers: writersIn(awareness), own: 0 }),
      apply(tr, value) {
        const writers = (tr.getMeta(key) as Reserved['writers'] | undefined) ?? value.writers;
        const own = value.own + (tr.docChanged && !isForeign(tr) ? 1 : 0);
        return writers === value.writers && own === value.own ? value : { writers, own };
      },
    },
    view: (view) => reserve(view, awareness),
    props: {
      decorations(state) {
        const { doc } = state;
        const writers = key.getState(state)?.writers ?? nobody;
        if (drawn?.doc !== doc || drawn.writers !== writers)
          drawn = { doc, writers, set: draw(doc, writers) };
        return drawn.set;
      },
    },
  });
}

/** Tells the others which block is written on here, and hears it of them. */
function reserve(
  view: EditorView,
  awareness: Awareness,
): { update(view: EditorView): void; destroy(): void } {
  let own = 0;
  let mine: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (block: string | null): void => {
    if (block === mine) return;
    mine = block;
    awareness.setLocalStateField(FIELD, block === null ? null : { block });
  };
  const release = (): void => {
    clearTimeout(timer);
    tell(null);
  };
  const hear = (): void => {
    if (view.isDestroyed) return;
    const writers = writersIn(awareness);
    if (!sameWriters(writers, key.getState(view.state)?.writers ?? nobody)) {
      view.dispatch(view.state.tr.setMeta(key, writers));
    }
  };
  awareness.on('change', hear);
  view.dom.addEventListener('blur', release);
  return {
    update({ state }) {
      const before = own;
      own = key.getState(state)?.own ?? 0;
      const block = blockAt(state.selection.$head);
      const id = block === null ? null : blockId(block.node);
      if (own !== before) {
        tell(id);
        clearTimeout(timer);
        timer = setTimeout(release, RESERVED_MS);
      } else if (id !== mine) release();
    },
    destroy() {
      awareness.off('change', hear);
      view.dom.removeEventListener('blur', release);
      release();
    },
  };
}

function writersIn(awareness: Awareness): ReadonlyMap<string, Writer> {
  const writers = new Map<string, Writer>();
  for (const [client, presence] of awareness.getStates()) {
    const block = client === awareness.clientID ? null : blockOf(presence[FIELD]);
    if (block === null || writers.has(block)) continue;
    const user: unknown = presence['user'];
    writers.set(block, { name: shownName(user), color: shownColor(user) });
  }
  return writers.size === 0 ? nobody : writers;
}

/** A presence may hold anything. */
function blockOf(field: unknown): string | null {
  const block = typeof field === 'object' && field !== null && 'block' in field ? field.block : null;
  return typeof block === 'string' && block.length <= MAX_ID_LENGTH ? block : null;
}

function sameWriters(one: ReadonlyMap<string, Writer>, other: ReadonlyMap<string, Writer>): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([id, { name, color }]) => {
    const writer = other.get(id);
    return writer?.name === name && writer.color === color;
  });
}

function draw(doc: ProseMirrorNode, writers: ReadonlyMap<string, Writer>): DecorationSet {
  if (writers.size === 0) return DecorationSet.empty;
  const marks: Decoration[] = [];
  doc.forEach((node, pos) => {
    const writer = writers.get(blockId(node) ?? '');
    if (writer === undefined) return;
    const attributes = { class: 'cn-reserved', style: `--cn-writer: ${writer.color}` };
    marks.push(Decoration.node(pos, pos + node.nodeSize, attributes, { writer: writer.name }));
  });
  return DecorationSet.create(doc, marks);
}
