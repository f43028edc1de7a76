import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { agendaFit, rolledUpText, type ItemFit } from '#lib/agenda/agenda-fit.ts';
import { blockId, isAgendaItem, itemAttrs } from '#components/editor/engine/blocks.ts';
import { isTemplate, type NotesContext } from '#components/editor/engine/notes-context.ts';

/** What an item's view is told of its place in the call's time. */
export type ShownFit = { fit: ItemFit['fit']; unboxed: boolean; rolledUp: string | null };

type Marks = {
  /** What the marks were drawn from. */
  known: string;
  set: DecorationSet;
};

const key = new PluginKey<Marks>('agendaFit');
const none: Marks = { known: '', set: DecorationSet.empty };

/** Marks the items of an agenda that is still made: what falls off the end, and what nobody has given any time. */
export function agendaFitMarks(context: NotesContext): Plugin<Marks> {
  return new Plugin({
    key,
    state: {
      init: (_config, state) => marks(state, none, context),
      apply(tr, before, _old, state) {
        const moved = tr.docChanged ? { ...before, set: before.set.map(tr.mapping, tr.doc) } : before;
        return tr.docChanged || tr.getMeta(key) !== undefined ? marks(state, moved, context) : moved;
      },
    },
    view: (view) => ({
      destroy: context.call.subscribe(() => {
        view.dispatch(view.state.tr.setMeta(key, true));
      }),
    }),
    props: {
      decorations: (state) => key.getState(state)?.set ?? DecorationSet.empty,
    },
  });
}

function marks({ doc }: EditorState, before: Marks, context: NotesContext): Marks {
  if (context.call.get().status !== 'planned' && !isTemplate(context)) return none;
  const items: { id: string; level: 1 | 2; minutes: number | null; pos: number; node: ProseMirrorNode }[] =
    [];
  doc.forEach((node, pos) => {
    if (!isAgendaItem(node)) return;
    const { level, minutes } = itemAttrs(node);
    items.push({ id: blockId(node) ?? String(pos), level, minutes, pos, node });
  });
  const { lengthMinutes } = context;
  const known = JSON.stringify([lengthMinutes, items.map(({ id, level, minutes }) => [id, level, minutes])]);
  // Typing moves the marks along; only another agenda draws them anew.
  if (known === before.known && before.set.find().length === items.length) return before;
  const fits = agendaFit(items, lengthMinutes).items;
  const decorations = items.map(({ pos, node }, index) => {
    const fit = fits[index];
    const shown: ShownFit | undefined =
      fit === undefined ? undefined : { fit: fit.fit, unboxed: fit.unboxed, rolledUp: rolledUpText(fit) };
    return Decoration.node(pos, pos + node.nodeSize, {}, { shownFit: shown });
  });
  return { known, set: DecorationSet.create(doc, decorations) };
}
