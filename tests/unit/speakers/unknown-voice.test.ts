import { describe, expect, it } from 'vitest';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { unknownVoice } from '#lib/speakers/unknown-voice.ts';

const said = (speaker: string, speakerName: string) => ({ speaker, speakerName });

describe('an unknown voice', () => {
  it('is Unknown 1 in a document that has none, with the id that everybody in the series gives it', () => {
    expect(unknownVoice('s1', [said('p_1', 'Milo'), { speaker: null, speakerName: null }])).toEqual({
      id: personIdFor('s1', 'Unknown 1'),
      name: 'Unknown 1',
    });
  });

  it('gets the next number that no line has', () => {
    const lines = [1, 3, 2].map((number) => {
      const name = `Unknown ${number}`;
      return said(personIdFor('s1', name), name);
    });
    expect(unknownVoice('s1', lines).name).toBe('Unknown 4');
    expect(unknownVoice('s1', lines.slice(0, 2)).name).toBe('Unknown 2');
  });

  it('never shares an id or a name with somebody on a line', () => {
    const renamed = said(personIdFor('s1', 'Unknown 1'), 'Milo');
    const imported = said('p_9', 'unknown  2');
    expect(unknownVoice('s1', [renamed, imported]).name).toBe('Unknown 3');
  });
});
