import type { EditorState } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { sharedNotes } from './shared-text.ts';
import { undoStepEndsHere } from './undo-step.ts';

/**
 * Makes another person of somebody throughout these notes, as one undo step: speaker and owner of lines, and mentions.
 * Only those attributes change, so that whoever types in such a line goes on undisturbed. Returns how many lines got
 * another speaker.
 */
export function reassignPerson(
  state: EditorState,
  from: ReadonlySet<string>,
  to: { id: string; name: string },
): number {
  const notes = sharedNotes(state);
  if (notes === null) return 0;
  let lines = 0;
  undoStepEndsHere(state);
  notes.doc.transact(() => {
    for (const block of notes.type.toArray()) {
      if (!(block instanceof Y.XmlElement)) continue;
      if (give(block, 'speaker', 'speakerName')) lines += 1;
      give(block, 'owner', 'ownerName');
      for (const child of block.toArray())
        if (child instanceof Y.XmlElement && child.nodeName === 'mention') give(child, 'person', 'name');
    }
  }, ySyncPluginKey);
  undoStepEndsHere(state);
  return lines;

  function give(element: Y.XmlElement, idName: string, nameName: string): boolean {
    const id: unknown = element.getAttribute(idName);
    if (typeof id !== 'string' || !from.has(id)) return false;
    if (id !== to.id) element.setAttribute(idName, to.id);
    if (element.getAttribute(nameName) !== to.name) element.setAttribute(nameName, to.name);
    return true;
  }
}
