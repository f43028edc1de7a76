import { expect, test } from 'vitest';
import { carryOver } from '#lib/carry-over/carry-over.ts';
import { startNotes } from '#lib/carry-over/start-notes.ts';
import { projectNotes } from '#lib/notes/project-notes.ts';
import { noteSchema } from '#lib/notes/schema/index.ts';
import {
  carryOverInput,
  finishedCall,
  finishedItem,
  openPlaceholder,
  registerAction,
} from '#tests/support/carry-over-factory.ts';
import { gap, item, line, notes } from '#tests/support/notes-factory.ts';

function counter(): () => string {
  let count = 0;
  return () => `new-${String((count += 1))}`;
}

const template = notes(
  item({ id: 't1', minutes: 5 }, 'Welcome'),
  line(
    {
      id: 't2',
      speaker: 'p1',
      speakerName: 'Odile',
      at: '2026-01-01T00:00:00.000Z',
      source: 't0',
      done: true,
    },
    'Who',
    gap({ id: 'g' }),
  ),
  { type: 'quote', attrs: { id: 't3' }, content: [{ type: 'text', text: 'Be kind.' }] },
  { type: 'codeBlock', attrs: { id: 't4', language: 'sh' }, content: [{ type: 'text', text: 'date' }] },
  item({ id: 't5' }, 'Review previous actions'),
);

test('a call begins with notes of the schema: all blocks in order, with ids of their own', () => {
  const blocks = carryOver(
    carryOverInput({
      template,
      last: finishedCall([
        finishedItem('Payments', { state: 'noTime', proposer: 'Gus', minutes: 10, purpose: 'feedback' }),
      ]),
      actions: [registerAction('Ask Bram', { ownerId: 'p2', ownerName: 'Bram', due: '2026-04-01' })],
      placeholders: [
        openPlaceholder('Servers'),
        openPlaceholder('', { lineId: 'x', item: null, position: 1 }),
      ],
    }),
  );
  const begun = startNotes(blocks, counter());
  expect(() => noteSchema.nodeFromJSON(begun).check()).not.toThrow();
  expect(startNotes(blocks, counter())).toEqual(begun);

  const { items, lines, actions, gaps, people } = projectNotes(begun);
  expect(
    [...items, ...lines].toSorted((one, other) => one.position - other.position).map(({ id }) => id),
  ).toEqual(begun.content.map((_, index) => `new-${String(index + 1)}`));
  expect(
    items.map(({ key, title, minutes, purpose, proposer, state }) => [
      key,
      title,
      minutes,
      purpose,
      proposer,
      state,
    ]),
  ).toEqual([
    ['1', 'Welcome', 5, null, null, 'open'],
    ['2', 'Review previous actions', null, null, null, 'open'],
    ['3', 'Payments', 10, 'feedback', 'Gus', 'open'],
  ]);
  expect(lines.map(({ kind, text, at, speakerName }) => [kind, text, at, speakerName])).toEqual([
    ['line', 'Who…', null, 'Odile'],
    ['quote', 'Be kind.', null, null],
    ['code', 'date', null, null],
    ['line', 'Ask Bram', null, null],
    ['line', '#30, 2a Servers: Minutes to follow', null, null],
    ['line', '#30: Minutes to follow', null, null],
    ['line', '', null, null],
  ]);
  // What stands for an action of an earlier call is in the register there, not here.
  expect(actions).toEqual([]);
  expect(begun.content.find(({ attrs }) => attrs.id === 'new-6')?.attrs).toMatchObject({
    tag: 'action',
    owner: 'p2',
    ownerName: 'Bram',
    due: '2026-04-01',
    done: false,
  });
  expect(begun.content[1]?.attrs).toMatchObject({ source: null, done: false });
  expect(gaps).toEqual([]);
  expect(people.map(({ name }) => name)).toEqual(['Odile', 'Bram']);
});

test('marks, births and what an item goes on with stand in the attributes, and in the rows', () => {
  const blocks = carryOver(
    carryOverInput({
      template: notes(item({ id: 't1' }, 'Review previous actions'), item({ id: 't2' }, 'Status')),
      last: finishedCall([
        finishedItem('Status', { state: 'carried', templateItemId: 't2' }),
        finishedItem('Payments', {
          id: 'i9',
          state: 'noTime',
          carried: { since: 28, times: 2, under: 'Servers' },
        }),
      ]),
      actions: [registerAction('Ask Bram')],
      placeholders: [openPlaceholder('Servers')],
    }),
  );
  const { items, lines } = projectNotes(startNotes(blocks, counter()));
  expect(
    items.map((row) => [
      row.title,
      row.templateItemId,
      row.carriedSince,
      row.carriedTimes,
      row.carriedUnder,
      row.fromCallId,
      row.fromItemId,
    ]),
  ).toEqual([
    ['Review previous actions', 't1', null, null, null, null, null],
    ['Payments', null, 28, 3, 'Servers', 'call-30', 'i9'],
    ['Status', 't2', 30, 1, null, 'call-30', 'id of Status'],
  ]);
  expect(lines.map((row) => [row.text, row.tag, row.bornCallId, row.bornLineId])).toEqual([
    ['Ask Bram', 'action', 'call-30', 'id of Ask Bram'],
    ['#30, 2a Servers: Minutes to follow', null, 'call-30', 'line under Servers'],
    ['', null, null, null],
  ]);
});

test('a call that begins with nothing has one item to fill in', () => {
  expect(startNotes([], counter()).content).toEqual([item({ id: 'new-1' }), line({ id: 'new-2' })]);
});
