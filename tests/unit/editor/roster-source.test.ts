import { describe, expect, it } from 'vitest';
import { RosterSource } from '#components/editor/views/roster-source.ts';
import type { RosterPerson } from '#lib/speakers/roster.ts';

function person(number: number, name: string): RosterPerson {
  return {
    id: `p_${name.toLowerCase()}`,
    name,
    initials: name.slice(0, 2).toUpperCase(),
    aliases: [],
    number,
  };
}

describe('how speakers are shown', () => {
  it('keeps the colour of somebody new when the roster learns of them', () => {
    const roster = new RosterSource([person(1, 'Juno')]);
    const before = [roster.shown('p_ferro', 'Ferro').color, roster.shown('p_maud', 'Maud').color];

    roster.set([person(1, 'Juno'), person(2, 'Ferro'), person(3, 'Maud')]);

    expect([roster.shown('p_ferro', 'Ferro').color, roster.shown('p_maud', 'Maud').color]).toEqual(before);
    expect(new Set([...before, roster.shown('p_juno', null).color]).size).toBe(3);
  });

  it('gives the same new person one colour however often they are shown', () => {
    const roster = new RosterSource([]);
    const first = roster.shown('p_ferro', 'Ferro').color;
    roster.shown('p_maud', 'Maud');
    expect(roster.shown('p_ferro', 'Ferro').color).toBe(first);
  });

  it('gives look-alike new names letters of their own', () => {
    const roster = new RosterSource([person(1, 'Milo')]);
    expect(roster.shown('p_milou', 'Milou').initials).toBe('ML');
    expect(roster.shown('p_mila', 'Mila').initials).toBe('MA');
  });

  it('keeps nothing of somebody who was only offered', () => {
    const roster = new RosterSource([person(1, 'Juno')]);
    const offered = roster.offered('p_unknown', 'Unknown 1');
    expect(roster.shown('p_ferro', 'Ferro').color).toBe(offered.color);
    expect(roster.shown('p_unknown', 'Unknown 1').color).not.toBe(offered.color);
    expect(roster.offered('p_juno', 'Juno')).toMatchObject({ name: 'Juno', number: 1 });
  });
});
