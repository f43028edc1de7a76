import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { ownerNamed } from '#lib/actions/owner-named.ts';
import { parseDue } from '#lib/dates/parse-due.ts';
import type { LineAttrs } from '#lib/notes/schema/line.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { blockText } from './block-text.ts';
import { lineAttrs } from './blocks.ts';
import type { NotesContext } from './notes-context.ts';

/** What a line's own words say about its action: who does it, until when. Null for what they do not say. */
export type ActionReading = Pick<LineAttrs, 'owner' | 'ownerName' | 'due'>;

/**
 * Reads the owner and the due date out of a line's words. An owner who is the speaker is none, because the speaker
 * is the owner of an action that names nobody.
 */
export function readAction(
  line: ProseMirrorNode,
  people: readonly SpeakerPerson[],
  context: NotesContext,
): ActionReading {
  const text = blockText(line);
  const owner = mentionedFirst(line) ?? ownerNamed(text, people);
  const named = owner === null || owner.id === lineAttrs(line).speaker ? null : owner;
  return {
    owner: named?.id ?? null,
    ownerName: named?.name ?? null,
    due: parseDue(text, context)?.date ?? null,
  };
}

function mentionedFirst(line: ProseMirrorNode): { id: string; name: string } | null {
  const first = line.firstChild;
  if (first?.type.name !== 'mention') return null;
  const { person, name } = first.attrs as { person: unknown; name: unknown };
  return typeof person === 'string' && typeof name === 'string' ? { id: person, name } : null;
}
