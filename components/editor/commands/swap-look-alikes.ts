import type { Command } from '@tiptap/pm/state';
import { nextLookAlike } from '#lib/speakers/next-look-alike.ts';
import { isLine, lineAttrs, selectedBlocks } from '#components/editor/engine/blocks.ts';
import { NOT_TYPED } from '#components/editor/engine/is-typing.ts';
import { peopleIn, type NotesContext } from '#components/editor/engine/notes-context.ts';

/**
 * Gives each selected line to the person whose name looks like its speaker's: Andre's to Andrea and back, and round
 * where there are more. The caret stays.
 */
export function swapLookAlikes(context: NotesContext): Command {
  return (state, dispatch) => {
    const people = peopleIn(state.doc, context);
    const tr = state.tr;
    const names: string[] = [];
    let spoken = 0;
    for (const { node, pos } of selectedBlocks(state)) {
      const speaker = isLine(node) ? lineAttrs(node).speaker : null;
      if (speaker === null) continue;
      spoken += 1;
      const other = nextLookAlike(speaker, people);
      if (other === null) continue;
      tr.setNodeAttribute(pos, 'speaker', other.id).setNodeAttribute(pos, 'speakerName', other.name);
      names.push(other.name);
    }
    if (dispatch === undefined) return tr.docChanged;
    if (tr.docChanged) dispatch(tr.setStoredMarks(state.storedMarks).setMeta(NOT_TYPED, true));
    context.announce(said(names, spoken));
    return tr.docChanged;
  };
}

function said(names: readonly string[], spoken: number): string {
  const [name, ...more] = names;
  if (name !== undefined) return more.length === 0 ? `${name}:` : `Swapped on ${names.length} lines.`;
  return spoken === 0 ? 'Nobody is named here.' : 'Nobody has a name like this one.';
}
