import type { BlockJson, NotesJson } from './note-json.ts';

/** What the agenda of a call begins with until its people change it. */
const defaultAgenda = ['Welcome', 'Review previous actions', 'Announcements', 'Any other business'];

/** The notes of a call that nobody has written in: a small agenda, and a line to begin on. */
export function newNotes(newId: () => string, agenda: readonly string[] = defaultAgenda): NotesJson {
  return {
    type: 'doc',
    content: [
      ...agenda.map((title): BlockJson => ({
        type: 'agendaItem',
        attrs: {
          id: newId(),
          level: 1,
          minutes: null,
          timebox: null,
          purpose: null,
          proposer: null,
          state: 'open',
          seeItem: null,
          writtenHeading: null,
        },
        content: [{ type: 'text', text: title }],
      })),
      {
        type: 'line',
        attrs: {
          id: newId(),
          speaker: null,
          speakerName: null,
          at: null,
          tag: null,
          owner: null,
          ownerName: null,
          due: null,
          done: false,
          indent: 0,
        },
      },
    ],
  };
}
