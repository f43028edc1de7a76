import { describe, expect, it, test } from 'vitest';
import { fewestLabelKeys } from '#lib/replay/label-keys.ts';
import { emptyLineStart, pressKey, type LineStartContext } from '#lib/replay/line-start.ts';
import { prefixKeys } from '#lib/replay/prefix-keys.ts';
import { replayCall, type ReplayLine } from '#lib/replay/replay-call.ts';
import { replayLines } from '#lib/replay/replay-lines.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { rosterOf, saidLines } from '#tests/support/speakers-factory.ts';

const people = rosterOf(
  'Milo',
  'Milou',
  'Odile Brandt',
  'Otto',
  'Tamsin',
  'Ulla',
  'Vera',
  'Wim',
  'Xenia',
  'Yara',
);

function at(more: Partial<LineStartContext> = {}): LineStartContext {
  return { people, recency: [], suggested: null, ...more };
}

function keys(name: string, context = at()): string | null {
  const id = people.find((person) => person.name === name)?.id ?? null;
  return fewestLabelKeys({ id, name }, context)?.join(' ') ?? null;
}

describe('keys at a line start', () => {
  const press = (typed: string[], context = at()) =>
    typed.reduce((line, key) => pressKey(line, key, context), emptyLineStart);

  test.each([
    { typed: ['Tab'], suggested: 'Otto', expected: 'Otto' },
    { typed: ['Tab'], suggested: null, expected: null },
    { typed: ['4', 'Tab'], suggested: 'Milo', expected: 'Otto' },
    { typed: ['1', '0', 'Tab'], suggested: null, expected: 'Yara' },
    { typed: ['9', '9', 'Tab'], suggested: 'Milo', expected: null },
    { typed: ['m', 'Tab'], suggested: 'Otto', expected: 'Milo' },
    { typed: ['m', 'ArrowDown', 'Tab'], suggested: null, expected: 'Milou' },
    { typed: ['m', 'ArrowDown', 'ArrowDown', 'Tab'], suggested: null, expected: 'Milo' },
    { typed: ['m', 'ArrowDown', 'i', 'Tab'], suggested: null, expected: 'Milo' },
    { typed: Array.from('milo:'), suggested: 'Otto', expected: 'Milo' },
    { typed: Array.from('Rahel:'), suggested: 'Otto', expected: 'Rahel' },
    { typed: Array.from('Note: '), suggested: 'Otto', expected: null },
    { typed: Array.from('Kudos: '), suggested: 'Otto', expected: null },
    { typed: Array.from('milo says'), suggested: 'Otto', expected: null },
    { typed: ['ArrowDown'], suggested: 'Otto', expected: null },
  ])('$typed with $suggested suggested name $expected', ({ typed, suggested, expected }) => {
    expect(press(typed, at({ suggested })).speaker?.name ?? null).toBe(expected);
  }); // prettier-ignore

  it('are text once the line has a speaker', () => {
    expect(press(['Tab', ...Array.from('Milo: so'), 'Tab'], at({ suggested: 'Otto' }))).toMatchObject({
      speaker: { name: 'Otto' },
      typed: 'Milo: so',
    });
  });
});

describe('the fewest keys for a label', () => {
  test.each([
    { name: 'Otto', context: at({ suggested: 'Otto' }), expected: 'Tab' },
    { name: 'Otto', context: at(), expected: '4 Tab' },
    { name: 'Yara', context: at(), expected: 'Y Tab' },
    { name: 'Milo', context: at({ recency: ['Milou'] }), expected: '1 Tab' },
    { name: 'Rahel', context: at(), expected: 'R a h e l :' },
    { name: 'rahel', context: at(), expected: 'R a h e l :' },
    { name: 'Otto/Milo', context: at(), expected: null },
    { name: 'Note', context: at(), expected: null },
  ])('of $name are $expected', ({ name, context, expected }) => {
    expect(keys(name, context)).toBe(expected);
  }); // prettier-ignore

  it('are letters and arrows where a number would be longer', () => {
    const many = rosterOf(
      ...Array.from({ length: 120 }, (_, index) => `Anna${String(index)}`),
      'Ada',
      'Adam',
    );
    const wanted = (id: string) =>
      fewestLabelKeys({ id, name: id }, { people: many, recency: [], suggested: null });
    expect(wanted('Ada')).toHaveLength(3);
    expect(wanted('Adam')).toHaveLength(4);
  });

  it('finds somebody the roster does not number yet by letters', () => {
    const unnumbered = people.map((person) => ({ ...person, number: null }));
    expect(fewestLabelKeys({ id: 'Milou', name: 'Milou' }, at({ people: unnumbered }))).toHaveLength(3);
  });
});

test.each([
  ['Otto', ['Otto', 'Milo'], 2],
  ['Milo', ['Otto', 'Milo', 'Mara'], 3],
  ['Milo', ['Milo', 'Milou'], 5],
  ['Milou', ['Milo', 'Milou'], 6],
])('the shortest prefix of %s among %j takes %i keys', (name, names, expected) => {
  expect(prefixKeys(name, names)).toBe(expected);
});

describe('a replayed call', () => {
  const lines = (...written: string[]): ReplayLine[] =>
    saidLines(...written).map((line, index) => ({ ...line, followsLine: index > 0 }));

  it('counts every label once and the three ways of writing it', () => {
    const replay = replayCall(lines('Milo: a', 'Otto: b', 'Milo: c', 'Milo: d', 'and so on', 'Otto: e'), []);
    expect(replay).toEqual({
      labels: 5,
      typing: 5 * 6,
      prefix: 5 * 2,
      // Two new names with their colons, Tab, Shift, and a letter with Tab after the line of nobody.
      ours: 5 + 5 + 1 + 1 + 2,
      changes: 4,
      suggested: 1,
      leftAsText: 0,
      wrong: 0,
      wrongByColon: 0,
    });
  });

  it('names attendees without writing them out', () => {
    expect(replayCall(lines('Milo: a', 'Otto: b'), ['Milo Maas', 'Otto Ohm']).ours).toBe(4);
  });

  it('takes a speaker again right below a heading with letters, not with Shift', () => {
    const [first, second] = lines('Milo: a', 'Milo: b');
    if (first === undefined || second === undefined) throw new Error('two lines');
    expect(replayCall([first, second], []).ours).toBe(6);
    expect(replayCall([first, { ...second, followsLine: false }], []).ours).toBe(7);
  });

  it('leaves a label as text when a colon does not take it', () => {
    const two = { speaker: 'Milo/Otto', text: 'both', mentions: [], followsLine: false };
    expect(replayCall([two], [])).toMatchObject({ labels: 1, ours: 11, leftAsText: 1, wrong: 0 });
  });

  it('notices a name that a colon in the text wrote', () => {
    const prose = { speaker: null, text: 'Whatever: it works', mentions: [], followsLine: false };
    expect(replayCall([prose], [])).toMatchObject({ labels: 0, wrong: 0, wrongByColon: 1 });
  });

  it('is read from notes with headings, mentions and placeholders', () => {
    const text = [
      '# Weekly #3',
      '',
      '## Agenda',
      '1. Parsers',
      '2. Printers',
      '',
      '## 1. Parsers',
      '- Milo: ready, @Otto?',
      '- Otto: yes',
      '- Milo: good',
      '- Otto: so',
      '',
      '## 2. Printers',
      '- Milo: jam',
    ].join('\n');
    const read = replayLines(readNotes(text));
    expect(read.map((line) => [line.speaker, line.followsLine])).toEqual([
      ['Milo', false],
      ['Otto', true],
      ['Milo', true],
      ['Otto', true],
      ['Milo', false],
    ]);
    expect(read[0]?.mentions).toEqual(['Otto']);
  });
});
