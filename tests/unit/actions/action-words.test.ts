import { describe, expect, it, test } from 'vitest';
import { actionDue } from '#lib/actions/action-words.ts';
import { ownerNamed } from '#lib/actions/owner-named.ts';
import { rosterOf } from '#tests/support/speakers-factory.ts';

const people = rosterOf('Milo', 'Milou', 'Odile Brandt', 'Otto', 'Otto Lang');

describe('the owner whom an action names at its start', () => {
  test.each([
    ['@Otto write it up', 'Otto'],
    ['@otto: write it up', 'Otto'],
    ['@Odile Brandt, write it up', 'Odile Brandt'],
    ['@odile write it up', 'Odile Brandt'],
    ['@Otto Lang to write it up', 'Otto Lang'],
    ['Otto to write it up', 'Otto'],
    ['Milo will write it up', 'Milo'],
    ['Milou will write it up', 'Milou'],
    ['Odile Brandt to write it up', 'Odile Brandt'],
    [' Milo to write it up', 'Milo'],
  ])('of "%s" is %s', (text, expected) => {
    expect(ownerNamed(text, people)?.name).toBe(expected);
  });

  test.each([
    'I’ll write it up',
    'Write it up, @Otto',
    'Ask Otto to write it up',
    'Otto wrote it up',
    'otto to write it up',
    'Mil to write it up',
    'Femke will write it up',
    'Nobody will',
    '@Femke write it up',
    '@',
    'Otto together with Milo',
    '',
  ])('is not guessed from "%s"', (text) => {
    expect(ownerNamed(text, people)).toBeNull();
  });
});

describe('a due date beside an action', () => {
  const call = { startsAt: '2026-06-29T12:00:00Z', zone: 'UTC' };

  it('says the year only when the call is in another', () => {
    expect(actionDue('2026-07-03', call)?.short).toBe('by Fri 3 Jul');
    expect(actionDue('2027-01-04', call)?.short).toBe('by Mon 4 Jan 2027');
    expect(actionDue('2026-07-03', { startsAt: null, zone: 'UTC' })?.short).toBe('by Fri 3 Jul 2026');
    expect(actionDue('2026-07-03', call)?.full).toBe('by Friday 3 July 2026');
  });

  it('takes the year of a call from its own zone', () => {
    const newYear = { startsAt: '2026-12-31T20:00:00Z' };
    expect(actionDue('2027-01-04', { ...newYear, zone: 'UTC' })?.short).toBe('by Mon 4 Jan 2027');
    expect(actionDue('2027-01-04', { ...newYear, zone: 'Asia/Tokyo' })?.short).toBe('by Mon 4 Jan');
  });

  test.each([null, '', 'soon', '2026-02-30', 20260703, {}])('is none for %j', (due) => {
    expect(actionDue(due, call)).toBeNull();
  });
});
