import { expect, test } from 'vitest';
import { agendaFit } from '#lib/agenda/agenda-fit.ts';
import { agendaFitText, unboxedText } from '#lib/agenda/agenda-words.ts';
import { orderByVotes } from '#lib/agenda/order-by-votes.ts';
import { votersText, voteText } from '#lib/agenda/vote-words.ts';

type Item = { id: string; title: string; level: 1 | 2; minutes: number | null };

/** Items written as `Fleet 10`; without a number they have no box, with a dash they are sub-items. */
function items(...written: string[]): Item[] {
  return written.map((text, index) => {
    const [, dash, title = '', minutes] = /^(-?)(\D*?)(?: (\d+))?$/u.exec(text) ?? [];
    return {
      id: String(index),
      title,
      level: dash === '-' ? 2 : 1,
      minutes: minutes === undefined ? null : Number(minutes),
    };
  });
}

test.each<[string, Item[], string | null]>([
  ['nothing is boxed', items('Welcome', 'Fleet'), null],
  ['everything fits', items('Welcome 20', 'Fleet 40'), '60 of 60 minutes'],
  [
    'several items come too late',
    items('Welcome 20', 'Fleet 40', 'Testing 5', 'Ropes 5', 'Any other business'),
    '70 of 60 minutes: “Testing” and 2 more fall off the end',
  ],
  ['one comes too late', items('Fleet 60', 'Testing 10'), '70 of 60 minutes: “Testing” falls off the end'],
  ['one begins in time', items('Fleet 50', 'Testing 20'), '70 of 60 minutes: “Testing” is cut short'],
  ['one has no title', items('Fleet 60', ' 10'), '70 of 60 minutes: “Untitled item” falls off the end'],
  [
    'sub-items make it longer',
    items('Fleet 10', '-Paint 40', '-Ropes 30'),
    '70 of 60 minutes: “Fleet” is cut short',
  ],
])('the length is said when %s', (_when, agenda, text) => {
  expect(agendaFitText(agendaFit(agenda, 60), agenda)).toBe(text);
});

test('items without any time are counted, and not those that stand in another’s box', () => {
  expect(unboxedText(agendaFit(items('Welcome 5', 'Fleet', 'Ropes'), 60))).toBe('2 items have no time given');
  expect(unboxedText(agendaFit(items('Welcome 5', '-Names'), 60))).toBeNull();
  expect(unboxedText(agendaFit(items('Fleet'), 60))).toBe('1 item has no time given');
});

test('the most wanted items come first, and those that keep their place do', () => {
  const voted = [
    { id: 'welcome', votes: 0, fixed: true },
    { id: 'a', votes: 1, fixed: false },
    { id: 'b', votes: 3, fixed: false },
    { id: 'updates', votes: 0, fixed: true },
    { id: 'c', votes: 1, fixed: false },
    { id: 'aob', votes: 9, fixed: true },
  ];
  expect(orderByVotes(voted)).toEqual(['welcome', 'b', 'a', 'updates', 'c', 'aob']);
  expect(orderByVotes([])).toEqual([]);
});

test('votes are said with their number and their people', () => {
  expect([0, 1, 3].map(voteText)).toEqual(['Want this', '1 wants this', '3 want this']);
  expect(votersText([])).toBe('Say that you want to talk about this');
  expect(votersText(['Ada'])).toBe('Ada wants to talk about this');
  expect(votersText(['Ada', 'Bo', 'Cem'])).toBe('Ada, Bo and Cem want to talk about this');
});
