import { describe, expect, it, test } from 'vitest';
import { wrongSpeakerHints } from '#lib/hints/wrong-speaker.ts';
import { rosterOf, saidLines } from '#tests/support/speakers-factory.ts';

const people = rosterOf('Milo', 'Milou', 'Odile Brandt', 'Otto', 'Will');

const hinted = (line: string) => wrongSpeakerHints(saidLines(line), people)[0] ?? null;

describe('a line probably has the wrong speaker', () => {
  test.each([
    ['Otto: Otto said that it works', 'Otto'],
    ['Otto: ask Otto about it', 'Otto'],
    ['Otto: Otto’s draft is better', 'Otto'],
    ['Otto: Can you send it, Otto?', 'Otto'],
    ['Otto: over to @Otto', '@Otto'],
    ['Odile Brandt: Odile has the numbers', 'Odile'],
    ['Odile Brandt: that was Odile Brandt', 'Odile Brandt'],
    ['Will: we should wait for Will', 'Will'],
  ])('in "%s", which names %s', (line, name) => {
    expect(hinted(line)?.name).toBe(name);
  });

  test.each([
    'Otto: Milou said that it works',
    'Milo: Milou has it',
    'Milou: ask Milo',
    'Otto: this is Otto, hello',
    'Otto: Otto here',
    'Otto: I’m Otto from the printers',
    'Otto: agreed (Otto)',
    'Otto: agreed – Otto',
    'Otto: Otto to write it up',
    'Otto: they wrote “Otto, please stop”',
    'Otto: see `Otto`',
    'Otto: write to otto@example.org',
    'Otto: https://example.org/Otto',
    'Otto: the lotto and the motto',
    'Otto: the Otto-motor',
    'Will: Will send it',
    'Milo: it is up to us',
    'Otto said that it works',
  ])('but not in "%s"', (line) => {
    expect(hinted(line)).toBeNull();
  });

  it('and says where the name stands and who looks alike', () => {
    expect(
      wrongSpeakerHints(saidLines('Milo: hm', 'Milo: so Milo fixed it', 'Otto: Otto did'), people),
    ).toEqual([
      { lineId: '2', personId: 'Milo', name: 'Milo', from: 3, to: 7, insteadId: 'Milou' },
      { lineId: '3', personId: 'Otto', name: 'Otto', from: 0, to: 4, insteadId: null },
    ]);
  });

  it('does not take a first name that two people share for the speaker’s own', () => {
    const two = rosterOf('Odile Brandt', 'Odile Crane');
    expect(wrongSpeakerHints(saidLines('Odile Brandt: Odile has it'), two)).toEqual([]);
    expect(wrongSpeakerHints(saidLines('Odile Brandt: Odile Brandt has it'), two)).toHaveLength(1);
  });
});
