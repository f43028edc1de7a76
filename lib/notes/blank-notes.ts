import type { NotesJson } from './note-json.ts';
import { blankAgendaItem } from './schema/agenda-item.ts';
import { blankLine } from './schema/line.ts';

/** What a call begins with when nobody has written anything: one agenda item to fill in, and a line below it. Ids come from `newId`. */
export function blankNotes(newId: () => string): NotesJson {
  return {
    type: 'doc',
    content: [
      { type: 'agendaItem', attrs: { ...blankAgendaItem, id: newId() } },
      { type: 'line', attrs: { ...blankLine, id: newId() } },
    ],
  };
}
