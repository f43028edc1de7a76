import type { SeriesRole } from './access.ts';

/** What a role is called, and what whoever has it does. */
export const roleWords: Readonly<Record<SeriesRole, { name: string; article: string; does: string }>> = {
  owner: { name: 'Owner', article: 'an owner', does: 'manages the series and its people' },
  chair: { name: 'Chair', article: 'a chair', does: 'runs the calls and publishes their notes' },
  participant: { name: 'Participant', article: 'a participant', does: 'writes agendas and notes' },
  reader: { name: 'Reader', article: 'a reader', does: 'reads the notes' },
};
