import { expect, test } from 'vitest';
import { agendaText, type AgendaTextItem } from '#lib/agenda/agenda-text.ts';

const items: AgendaTextItem[] = [
  { key: '1', level: 1, title: 'Welcome', minutes: 5, proposer: null },
  { key: '2', level: 1, title: 'Relay', minutes: null, proposer: 'Mara' },
  { key: '2a', level: 2, title: 'Budget', minutes: 10, proposer: 'Ilse' },
  { key: '3', level: 1, title: ' ', minutes: null, proposer: null },
];

test('an agenda in plain text keeps its order, numbers and boxes, and says who proposed what where that is wanted', () => {
  expect(agendaText(items, { proposers: true })).toBe(
    '1. Welcome, 5 min\n2. Relay, proposed by Mara\n   2a. Budget, 10 min, proposed by Ilse\n3. No title yet',
  );
  expect(agendaText(items, { proposers: false })).not.toContain('proposed');
  expect(agendaText([], { proposers: true })).toBe('');
});
