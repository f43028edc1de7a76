import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import type { NotesContext } from '#components/editor/engine/notes-context.ts';

/** Something that may be done about a line, offered in the margin. Nothing happens until a person accepts it. */
export type MarginOffer = {
  /** The same for the same offer, however often it is found: its kind and the lines it is about. */
  id: string;
  kind: 'promise' | 'speaker' | 'stamp' | 'term';
  /** The line beside which it stands. */
  lineId: string;
  /** All lines it is about, in order. */
  lineIds: readonly string[];
  /** What is offered, in a few words: "Action for Andre?". */
  text: string;
  /** What accepting does; null for a hint that can only be dismissed. */
  accept: Command | null;
};

/** Finds the offers of a document. Called after a pause in typing, never with each key. */
export type OfferSource = (doc: ProseMirrorNode, context: NotesContext) => MarginOffer[];
