import type { AgendaItemPurpose } from '#lib/notes/schema/agenda-item.ts';

/** What an item is for, as it is chosen. */
export const purposeWords: Record<AgendaItemPurpose, string> = {
  intro: 'Intro',
  update: 'Update',
  feedback: 'Feedback',
  decision: 'Decision',
};
