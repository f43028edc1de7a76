import { inlineText } from '#lib/notes/import/inline-text.ts';
import type { ReadNotes } from '#lib/notes/import/read-types.ts';
import { initialsFor } from '#lib/speakers/initials.ts';
import { normalizeName } from '#lib/speakers/person-id.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import type { PromiseLine } from '#lib/promises/catch-promises.ts';

/** The lines of read notes as the engine takes them, with the line of the source as id, and everybody in them. */
export function readCall(read: ReadNotes): { lines: PromiseLine[]; people: SpeakerPerson[] } {
  const people = new Map<string, SpeakerPerson>();
  const join = (name: string): string => {
    const id = normalizeName(name);
    const initials = initialsFor(name, new Set([...people.values()].map((person) => person.initials)));
    if (!people.has(id)) people.set(id, { id, name, initials, aliases: [], number: people.size + 1 });
    return id;
  };
  for (const name of read.attendees) join(name);
  const lines: PromiseLine[] = [];
  for (const block of read.blocks) {
    if (block.kind !== 'line' || block.placeholder) continue;
    const mentions = block.content.flatMap((node) =>
      node.type === 'mention' && people.has(normalizeName(node.name)) ? [normalizeName(node.name)] : [],
    );
    lines.push({
      id: String(block.sourceLines[0] ?? 0),
      speaker: block.speaker === null ? null : join(block.speaker),
      text: inlineText(block.content),
      mentions,
      tag: block.tag,
    });
  }
  return { lines, people: [...people.values()] };
}
