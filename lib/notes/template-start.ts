import type { BlockJson, NotesJson } from './note-json.ts';
import { blankAgendaItem } from './schema/agenda-item.ts';
import { blankLine } from './schema/line.ts';

type Standing = { title: string; minutes?: number; prompts: readonly string[] };

const standing: readonly Standing[] = [
  { title: 'Welcome', minutes: 5, prompts: ['Who is new, and who sends their apologies?'] },
  {
    title: 'Review previous actions',
    minutes: 5,
    prompts: ['What became of what was promised last time?'],
  },
  {
    title: 'Updates',
    prompts: [
      'Context: what happened since the last call?',
      'Wished outcome: what should people know, or decide?',
    ],
  },
  { title: 'Any other business', prompts: ['What has no item of its own?'] },
];

/** What the template of a series begins with, for its people to change. Ids come from `newId`, one for each block in order. */
export function templateStart(newId: () => string): NotesJson {
  const content = standing.flatMap(({ title, minutes = null, prompts }): BlockJson[] => [
    {
      type: 'agendaItem',
      attrs: {
        ...blankAgendaItem,
        id: newId(),
        minutes,
        purpose: title === 'Welcome' ? 'intro' : null,
      },
      content: [{ type: 'text', text: title }],
    },
    ...prompts.map((prompt): BlockJson => ({ type: 'line', attrs: { ...blankLine, id: newId(), prompt } })),
  ]);
  return { type: 'doc', content };
}
