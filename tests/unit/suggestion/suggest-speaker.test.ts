import { describe, expect, it, test } from 'vitest';
import { askedPerson } from '#lib/suggestion/asked-person.ts';
import { suggestSpeaker } from '#lib/suggestion/suggest-speaker.ts';
import { rosterOf, saidLines } from '#tests/support/speakers-factory.ts';

const people = rosterOf('Milo', 'Milou', 'Odile Brandt', 'Otto');

function suggested(lines: string[], queue: string[] = []): string | null {
  return suggestSpeaker({ lines: saidLines(...lines), people, queue })?.personId ?? null;
}

describe('the suggested speaker', () => {
  test.each([
    { title: 'is nobody in an empty call', lines: [], expected: null },
    { title: 'is nobody while one person alone has spoken', lines: ['Milo: hi', 'Milo: and'], expected: null },
    { title: 'is the one before the last speaker', lines: ['Milo: a', 'Otto: b'], expected: 'Milo' },
    { title: 'goes back and forth', lines: ['Milo: a', 'Otto: b', 'Milo: c'], expected: 'Otto' },
    { title: 'is the last other one of three', lines: ['Milo: a', 'Otto: b', 'Milou: c'], expected: 'Otto' },
    { title: 'passes over a turn of several lines', lines: ['Otto: a', 'Milo: b', 'Milo: c'], expected: 'Otto' },
    { title: 'goes on with the speaker after a line of nobody', lines: ['Otto: a', 'Milo: b', 'a note'], expected: 'Milo' },
    { title: 'is who was asked by name', lines: ['Otto: a', 'Milo: b', 'Otto: Is it done, Milou?'], expected: 'Milou' },
    { title: 'is who was mentioned', lines: ['Otto: a', 'Milo: b', 'Otto: over to @Milou'], expected: 'Milou' },
    { title: 'never is somebody who is not on the call', lines: ['Zelda: a', 'Milo: b'], expected: null },
  ])('$title', ({ lines, expected }) => {
    expect(suggested(lines)).toBe(expected);
  }); // prettier-ignore

  test.each([
    { queue: ['Milou', 'Otto'], expected: 'Milou' },
    { queue: ['Milo', 'Milou'], expected: 'Milou' },
    { queue: ['Milo'], expected: 'Otto' },
    { queue: ['Zelda'], expected: 'Otto' },
  ])('is the first raised hand of $queue that is not speaking: $expected', ({ queue, expected }) => {
    expect(suggested(['Otto: a', 'Milo: b'], queue)).toBe(expected);
  });

  it('comes from a raised hand before the first line', () => {
    expect(suggestSpeaker({ lines: [], people, queue: ['Otto'] })).toEqual({
      personId: 'Otto',
      reason: 'queue',
    });
  });

  it('says why', () => {
    const input = { people, queue: [] };
    expect(suggestSpeaker({ ...input, lines: saidLines('Otto: a', 'Milo: b') })?.reason).toBe('reply');
    expect(suggestSpeaker({ ...input, lines: saidLines('Otto: a', 'Milo: Otto?') })?.reason).toBe('asked');
  });
});

describe('the person a line asks', () => {
  test.each([
    ['Milou, can you take this?', 'Milou'],
    ['It is late. Milou - are you there?', 'Milou'],
    ['Can you take this, milou?', 'Milou'],
    ['Milou?', 'Milou'],
    ['Odile, or shall we wait?', 'Odile Brandt'],
    ['What do you think, Odile Brandt?', 'Odile Brandt'],
    ['Is that you, Milo? Or you, Milou?', 'Milou'],
    ['Ask @Milou or @Otto', 'Otto'],
  ])('"%s" asks %s', (text, expected) => {
    expect(askedPerson(saidLines(`Rahel: ${text}`)[0] ?? none, people)).toBe(expected);
  });

  test.each([
    'Milou, that was good',
    'Did Milou see it?',
    'Is this from Milou, Otto and the rest?',
    'Milous, are they fruit?',
    'Milouse?',
    'Is it ready?',
    'Rahel, me?',
  ])('"%s" asks nobody', (text) => {
    expect(askedPerson(saidLines(`Rahel: ${text}`)[0] ?? none, [...people, ...rosterOf('Rahel')])).toBeNull();
  });

  it('is nobody when two people have that first name', () => {
    const two = rosterOf('Odile Brandt', 'Odile Crane');
    expect(askedPerson(saidLines('Milo: Odile, is it done?')[0] ?? none, two)).toBeNull();
  });

  it('may be called by an alias', () => {
    const [otto] = rosterOf('Otto');
    const roster = otto === undefined ? [] : [{ ...otto, aliases: ['Ozzy'] }];
    expect(askedPerson(saidLines('Milo: Is it done, Ozzy?')[0] ?? none, roster)).toBe('Otto');
  });
});

const none = { id: '', speaker: null, text: '', mentions: [] };
