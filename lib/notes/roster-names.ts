import { rosterPerson, type RosterPerson } from '#lib/speakers/roster.ts';
import type { BlockJson, InlineJson, NotesJson } from './note-json.ts';

type Roster = readonly RosterPerson[];

/**
 * Notes as they are shown: whoever is on the roster has the roster's name, and whoever turned out to be somebody else
 * is that person. Anybody else stays as written.
 */
export function withRosterNames(notes: NotesJson, roster: Roster): NotesJson {
  return { ...notes, content: notes.content.map((block) => shownBlock(block, roster)) };
}

/** The same for the content of one block. */
export function contentWithRosterNames(content: readonly InlineJson[], roster: Roster): InlineJson[] {
  return content.map((node) => {
    if (node.type !== 'mention' || typeof node.attrs.person !== 'string') return node;
    const person = rosterPerson(node.attrs.person, roster);
    return person === undefined
      ? node
      : { ...node, attrs: { ...node.attrs, person: person.id, name: person.name } };
  });
}

function shownBlock(block: BlockJson, roster: Roster): BlockJson {
  if (block.type === 'codeBlock') return block;
  const named =
    block.content === undefined
      ? block
      : { ...block, content: contentWithRosterNames(block.content, roster) };
  if (named.type !== 'line') return named;
  const { attrs } = named;
  const speaker = attrs.speaker === null ? undefined : rosterPerson(attrs.speaker, roster);
  const owner = attrs.owner === null ? undefined : rosterPerson(attrs.owner, roster);
  if (speaker === undefined && owner === undefined) return named;
  return {
    ...named,
    attrs: {
      ...attrs,
      ...(speaker === undefined ? {} : { speaker: speaker.id, speakerName: speaker.name }),
      ...(owner === undefined ? {} : { owner: owner.id, ownerName: owner.name }),
    },
  };
}
