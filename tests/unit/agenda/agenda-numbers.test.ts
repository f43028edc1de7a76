import { expect, test } from 'vitest';
import { agendaNumbers } from '#lib/agenda/agenda-numbers.ts';

test('first-level items count from one', () => {
  expect(agendaNumbers([1, 1, 1])).toEqual(['1', '2', '3']);
});

test('second-level items carry the number above them and a letter of their own', () => {
  expect(agendaNumbers([1, 1, 2, 2, 1, 2])).toEqual(['1', '2', '2a', '2b', '3', '3a']);
});

test('after z comes aa', () => {
  const numbers = agendaNumbers([1, ...Array.from({ length: 28 }, (): 2 => 2)]);
  expect(numbers.slice(25)).toEqual(['1y', '1z', '1aa', '1ab']);
});

test('a second-level item with nothing above it counts as the first level', () => {
  expect(agendaNumbers([2, 2, 1])).toEqual(['1', '1a', '2']);
});

test('no items have no numbers', () => {
  expect(agendaNumbers([])).toEqual([]);
});
