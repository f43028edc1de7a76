import { describe, expect, it, test } from 'vitest';
import { catchPromises, type PromiseCandidate } from '#lib/promises/catch-promises.ts';
import { sentencesOf } from '#lib/promises/sentences.ts';
import type { LineTag } from '#lib/notes/schema/line.ts';
import { rosterOf, saidLines } from '#tests/support/speakers-factory.ts';

const people = rosterOf('Rahel', 'Milou', 'Otto Brandt');

function caught(lines: string[], tags: Record<string, LineTag> = {}): PromiseCandidate[] {
  return catchPromises(
    saidLines(...lines).map((line) => ({ ...line, tag: tags[line.id] ?? null })),
    people,
  );
}

describe('a promise', () => {
  it('is its sentence and its speaker', () => {
    expect(caught(['Milou: The index is half done. I’ll finish it tonight. Then we print.'])).toEqual([
      {
        kind: 'action',
        lineIds: ['1'],
        ownerId: 'Milou',
        ownerName: 'Milou',
        text: 'I’ll finish it tonight.',
        rule: 'i-will',
      },
    ]);
  });

  it('made in answer to a question is one, with both lines, and its owner is who answered', () => {
    expect(
      caught(['Rahel: The index is wrong. Can someone check the index?', 'Milou: I’ll check it']),
    ).toEqual([
      {
        kind: 'action',
        lineIds: ['1', '2'],
        ownerId: 'Milou',
        ownerName: 'Milou',
        text: 'Can someone check the index?',
        rule: 'asked-and-taken',
      },
    ]);
  });

  it('may come late when it says “I’ll”, while others speak in between', () => {
    const lines = ['Rahel: Who can check the index?', 'Otto Brandt: it is long', 'Milou: I’ll check it'];
    expect(caught(lines)).toMatchObject([{ lineIds: ['1', '3'], ownerName: 'Milou' }]);
    expect(caught([...lines.slice(0, 2), 'Milou: Sure'])).toEqual([]);
  });

  it('is not an answer to oneself', () => {
    expect(caught(['Rahel: Can someone check the index?', 'Rahel: Yes, that one'])).toEqual([]);
  });

  it('made for somebody on the roster is theirs', () => {
    expect(caught(['Rahel: Milou will write to the printers'])).toMatchObject([
      { ownerId: 'Milou', rule: 'named-will' },
    ]);
    expect(caught(['Otto to check the index'])).toMatchObject([{ ownerId: 'Otto Brandt' }]);
    expect(caught(['Rahel: Zelda will write to the printers'])).toEqual([]);
  });

  it('on a line without a speaker has no owner', () => {
    expect(caught(['Will send the draft'])).toMatchObject([{ ownerId: null, ownerName: null }]);
  });

  it('is offered once for a line, whatever else it says', () => {
    expect(caught(['Milou: I’ll write it. I can also print it, happy to help.'])).toHaveLength(1);
  });

  test.each(['action', 'decision'] as const)('is left alone on a line that is tagged %s', (tag) => {
    expect(caught(['Milou: I’ll write it'], { 1: tag })).toEqual([]);
    expect(caught(['Rahel: Who can check it?', 'Milou: Me'], { 2: tag })).toEqual([]);
  });

  it('is found on a line that is tagged as a question', () => {
    expect(caught(['Rahel: Who can check it?', 'Milou: Me'], { 1: 'question' })).toHaveLength(1);
  });

  it('is no question', () => {
    expect(caught(['Milou: Should I say that I’ll write it?'])).toEqual([]);
  });
});

describe('a decision', () => {
  it('without objections has the proposal, the question and the answer', () => {
    expect(
      caught(['Milou: Let us print on yellow paper', 'Rahel: Any objections?', 'Otto Brandt: No']),
    ).toEqual([
      {
        kind: 'decision',
        lineIds: ['1', '2', '3'],
        ownerId: null,
        ownerName: null,
        text: 'Let us print on yellow paper',
        rule: 'objections',
      },
    ]);
  });

  it('is about the question when that says it', () => {
    const lines = ['Milou: hm', 'Rahel: Any objections to printing on yellow paper?', '[no objections]'];
    expect(caught(lines)).toMatchObject([
      { lineIds: ['2', '3'], text: 'Any objections to printing on yellow paper?' },
    ]);
  });

  it('is about a line long enough to say something', () => {
    const lines = ['Milou: We could drop the yellow paper', 'Otto Brandt: agrees', '[no objections]'];
    expect(caught(lines)).toMatchObject([{ lineIds: ['1', '3'], rule: 'no-objections' }]);
  });

  it('is none when the next to speak objects', () => {
    expect(caught(['Rahel: Any objections?', 'Milou: It is ugly', 'Otto Brandt: No'])).toEqual([]);
  });

  it('stands when “no objections” comes after a question', () => {
    const lines = [
      'Rahel: Does anyone object to yellow paper?',
      'Milou: Is it dear?',
      'Rahel: no',
      'Milou: no objections then',
    ];
    expect(caught(lines)).toMatchObject([{ lineIds: ['1', '4'] }]);
  });

  it('has no proposal where nothing was said before', () => {
    expect(caught(['Rahel: Any objections?', 'Milou: No'])).toMatchObject([
      { lineIds: ['1', '2'], text: 'Any objections?' },
    ]);
  });
});

it('names with signs of their own are found as they are', () => {
  const [odd] = rosterOf('A.B (C)');
  const lines = [{ id: '1', speaker: null, text: 'A.B (C) will write it', mentions: [], tag: null }];
  expect(catchPromises(lines, odd === undefined ? [] : [odd])).toMatchObject([{ ownerName: 'A.B (C)' }]);
});

test.each([
  ['One. Two? Three', ['One.', 'Two?', 'Three']],
  ['Half… will send it - or not; done', ['Half', 'will send it', 'or not', 'done']],
  ['version 1.2 of it', ['version 1.2 of it']],
  ['  ', []],
])('"%s" has the sentences %j', (text, expected) => {
  expect(sentencesOf(text)).toEqual(expected);
});
