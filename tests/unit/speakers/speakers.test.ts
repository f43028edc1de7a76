import { describe, expect, it, test } from 'vitest';
import { completeSpeaker, speakersBefore } from '#lib/speakers/complete-speaker.ts';
import { initialsFor } from '#lib/speakers/initials.ts';
import { isNameLike } from '#lib/speakers/is-name-like.ts';
import { peopleOnCall, type RosterPerson } from '#lib/speakers/roster.ts';
import { speakerAtColon } from '#lib/speakers/speaker-at-colon.ts';
import { SPEAKER_COLORS, speakerColor } from '#lib/speakers/speaker-color.ts';

function person(number: number, name: string, more: Partial<RosterPerson> = {}): RosterPerson {
  return { id: `p_${number}`, name, initials: name.slice(0, 2).toUpperCase(), aliases: [], number, ...more };
}

const roster = [
  person(1, 'Milo'),
  person(2, 'Milou', { initials: 'MU' }),
  person(3, 'Odile Brandt', { initials: 'OB' }),
  person(4, 'Otto', { aliases: ['Ozzy'] }),
  person(5, 'Tamsin Oakley', { initials: 'TO' }),
];
const names = (people: readonly { name: string }[]): string[] => people.map((entry) => entry.name);

describe('completion at a line start', () => {
  test.each([
    { query: 'm', recency: [], expected: ['Milo', 'Milou'] },
    { query: 'm', recency: ['p_2'], expected: ['Milou', 'Milo'] },
    { query: 'MIL', recency: ['p_2', 'p_1'], expected: ['Milou', 'Milo'] },
    { query: 'o', recency: [], expected: ['Odile Brandt', 'Otto', 'Tamsin Oakley'] },
    { query: 'o', recency: ['p_5', 'p_4'], expected: ['Otto', 'Odile Brandt', 'Tamsin Oakley'] },
    { query: 'oz', recency: [], expected: ['Otto'] },
    { query: 'to', recency: [], expected: ['Tamsin Oakley'] },
    { query: 'odile b', recency: [], expected: ['Odile Brandt'] },
    { query: 'x', recency: [], expected: [] },
    { query: ' ', recency: [], expected: [] },
  ])('"$query" after $recency offers $expected', ({ query, recency, expected }) => {
    expect(names(completeSpeaker(query, roster, recency))).toEqual(expected);
  });

  it('counts as recent only who spoke above the line', () => {
    const lines = ['p_1', 'p_2', null, 'p_1', 'p_3'].map((speaker) => ({ speaker, speakerName: null }));
    expect(speakersBefore(lines, 4)).toEqual(['p_1', 'p_2']);
  });
});

describe('a colon at a line start', () => {
  test.each([
    ['milo', 'Milo'],
    ['Milou', 'Milou'],
    [' MILO ', 'Milo'],
    ['ozzy', 'Otto'],
    ['ob', 'Odile Brandt'],
    ['odile', 'Odile Brandt'],
    ['tamsin oakley', 'Tamsin Oakley'],
  ])('after "%s" takes %s', (typed, expected) => {
    expect(speakerAtColon(typed, roster)).toMatchObject({ kind: 'known', person: { name: expected } });
  });

  test.each([
    ['Femke', 'Femke'],
    ['Femke  van der Meer', 'Femke van der Meer'],
    ['Jean-Luc', 'Jean-Luc'],
    ['Siobhán O’Dea', 'Siobhán O’Dea'],
    ['山田', '山田'],
  ])('after the unknown name "%s" somebody new joins', (typed, name) => {
    expect(speakerAtColon(typed, roster)).toEqual({ kind: 'new', name });
  });

  test.each([
    'http', 'https', 'Https', 'mailto', '12', '14', 'Note', 'note', 'Context', 'Goal', 'Action', 'Action items',
    'Next steps', 'PR', 'mil', 'in short', 'Release 4', 'We should do this today', 'the thing', '', '- ', 'v2', 'Q&A',
    'A/B',
  ])('after "%s" is just a colon', (typed) => {
    expect(speakerAtColon(typed, roster)).toBeNull();
  }); // prettier-ignore

  it('leaves a first name that two people share to the list', () => {
    const two = [person(1, 'Odile Brandt', { initials: 'OB' }), person(2, 'Odile Crane', { initials: 'OC' })];
    expect(speakerAtColon('Odile', two)).toBeNull();
  });

  it('never reads a very long text as a name', () => {
    expect(isNameLike('A'.repeat(41))).toBe(false);
  });
});

describe('people on a call', () => {
  it('are the roster and whoever the lines name beside it, once each', () => {
    const lines = [
      { speaker: 'p_new', speakerName: 'Milena' },
      { speaker: 'p_1', speakerName: 'Milo' },
      { speaker: 'p_new', speakerName: 'Milena' },
      { speaker: null, speakerName: null },
    ];
    const people = peopleOnCall(roster, lines);
    expect(names(people)).toEqual([...names(roster), 'Milena']);
    expect(people.at(-1)).toMatchObject({ id: 'p_new', number: null, initials: 'ML' });
  });

  test.each([
    ['Otto', [], 'OT'],
    ['Odile Brandt', [], 'OB'],
    ['Milou', ['MI'], 'ML'],
    ['Odile Brandt', ['OB'], 'OD'],
    ['Al', ['AL'], 'A2'],
    ['Al', ['AL', 'A2'], 'A3'],
    ['X', [], 'X'],
    ['山田', [], '山田'],
  ])('%s, with %j taken, is %s in the margin', (name, taken, expected) => {
    expect(initialsFor(name, new Set(taken))).toBe(expected);
  });

  it('have different colours while neighbours in the roster', () => {
    const colors = roster.map(speakerColor);
    expect(new Set(colors).size).toBe(roster.length);
    expect(speakerColor({ id: 'p_guest', number: null })).toBeLessThan(SPEAKER_COLORS);
    expect(speakerColor({ id: 'x', number: 9 })).toBe(0);
  });
});
