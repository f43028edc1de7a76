import { describe, expect, it } from 'vitest';
import { nextLookAlike } from '#lib/speakers/next-look-alike.ts';
import { rosterOf } from '#tests/support/speakers-factory.ts';

const after = (id: string, ...names: string[]): string | null =>
  nextLookAlike(id, rosterOf(...names))?.name ?? null;

describe('the next look-alike', () => {
  it('of two is the other one, and back', () => {
    expect(after('Milo', 'Milo', 'Otto', 'Milou')).toBe('Milou');
    expect(after('Milou', 'Milo', 'Otto', 'Milou')).toBe('Milo');
  });

  it('of more goes round in the order of the roster, and misses nobody', () => {
    const names = ['Marian', 'Otto', 'Marion', 'Mariana'];
    expect(after('Marian', ...names)).toBe('Marion');
    expect(after('Marion', ...names)).toBe('Mariana');
    expect(after('Mariana', ...names)).toBe('Marian');
  });

  it('is nobody where no name is alike, and for nobody', () => {
    expect(after('Otto', 'Otto', 'Milo', 'Milou')).toBeNull();
    expect(after('Zelda', 'Milo', 'Milou')).toBeNull();
  });
});
