import type { BlockJson, NotesJson } from './note-json.ts';
import { blankAgendaItem } from './schema/agenda-item.ts';
import { blankLine } from './schema/line.ts';

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
          ...blankAgendaItem,
          id: newId(),
        },
        content: [{ type: 'text', text: title }],
      })),
      {
        type: 'line',
        attrs: {
          ...blankLine,
          id: newId(),
        },
      },
    ],
  };
}
