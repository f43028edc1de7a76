import { describe, expect, it } from 'vitest';
import { isAppError } from '#lib/errors.ts';
import { parseAliases, parseInitials } from '#lib/speakers/parse-person.ts';
import { rosterLookAlikes } from '#lib/speakers/roster-look-alikes.ts';

function alike(...names: string[]): Record<string, readonly string[]> {
  const people = names.map((name, index) => ({
    id: name,
    name,
    initials: '',
    aliases: [],
    number: index + 1,
  }));
  return Object.fromEntries(rosterLookAlikes(people));
}

describe('look-alike names on a roster', () => {
  it('are told for both', () => {
    expect(alike('Andre', 'Andrea', 'Oskar')).toEqual({ Andre: ['Andrea'], Andrea: ['Andre'] });
  });

  it('are told where only the first names look alike', () => {
    expect(alike('Andre Medina', 'Andrea Piotrowska')).toEqual({
      'Andre Medina': ['Andrea Piotrowska'],
      'Andrea Piotrowska': ['Andre Medina'],
    });
  });

  it('are all told where there are three', () => {
    expect(alike('Marion', 'Marian', 'Mariana')['Marian']).toEqual(['Marion', 'Mariana']);
  });

  it('are none where two share a first name and the rest tells them apart', () => {
    expect(alike('Odile Brandt', 'Odile Kern', 'Bo')).toEqual({});
  });
});

describe('initials', () => {
  it.each([
    [' ob ', 'ob'],
    ['Ö2', 'Ö2'],
    ['李', '李'],
  ])('%j are %j', (text, initials) => {
    expect(parseInitials(text)).toBe(initials);
  });

  it.each(['', 'ABCD', 'A B', 'A-', '<b>'])('%j are refused', (text) => {
    expect(() => parseInitials(text)).toThrow('Those initials cannot be used');
  });
});

describe('other names', () => {
  it('are taken from between commas, each once and without the name itself', () => {
    expect(parseAliases(' Ottavio , otto,, O.\u200B  Berg,OTTAVIO', 'Otto')).toEqual(['Ottavio', 'O. Berg']);
  });

  it('are refused when they are too many or too long', () => {
    const many = Array.from({ length: 21 }, (_, index) => `name ${String(index)}`).join(',');
    for (const text of [many, 'x'.repeat(81)]) {
      let refused: unknown;
      try {
        parseAliases(text, 'Otto');
      } catch (error) {
        refused = error;
      }
      expect(isAppError(refused, 'invalid') && refused.details['aliases']).toContain('at most 20 names');
    }
  });
});
