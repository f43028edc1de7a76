import type { NotesJson } from './note-json.ts';

/** What a call begins with when nobody has written anything: one agenda item to fill in. Ids come from `newId`. */
export function blankNotes(newId: () => string): NotesJson {
  return {
    type: 'doc',
    content: [
      {
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
      },
    ],
  };
}
