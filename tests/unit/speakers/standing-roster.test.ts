import { describe, expect, it } from 'vitest';
import { contentWithRosterNames, withRosterNames } from '#lib/notes/roster-names.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { peopleOnCall, rosterPerson, standingLines } from '#lib/speakers/roster.ts';
import { standingRoster, type RosterRow } from '#lib/speakers/standing-roster.ts';
import { isUnknownVoice } from '#lib/speakers/unknown-voice.ts';
import { item, line, notes, text } from '#tests/support/notes-factory.ts';

function rows(...people: (Partial<RosterRow> & { name: string })[]): RosterRow[] {
  return people.map((person, index) => ({
    id: person.name.toLowerCase(),
    initials: person.name.slice(0, 2).toUpperCase(),
    aliases: [],
    number: index + 1,
    mergedIntoId: null,
    ...person,
  }));
}

describe('the standing roster', () => {
  it('has everybody once, with the names of those who turned out to be them', () => {
    const roster = standingRoster(
      rows(
        { name: 'Otto', aliases: ['Otto Berg'] },
        { name: 'Oto', aliases: ['OB', 'otto'], mergedIntoId: 'otto' },
        { name: 'Milo' },
      ),
    );
    expect(roster.map(({ name, number }) => [name, number])).toEqual([
      ['Otto', 1],
      ['Milo', 3],
    ]);
    expect(roster[0]?.aliases).toEqual(['Otto Berg', 'Oto', 'OB']);
    expect(roster[0]?.merged).toEqual([{ id: 'oto', name: 'Oto' }]);
  });

  it('follows a merge of one who is merged, and leaves a circle or a lost person standing', () => {
    const chain = standingRoster(
      rows({ name: 'A', mergedIntoId: 'b' }, { name: 'B', mergedIntoId: 'c' }, { name: 'C' }),
    );
    expect(chain.map(({ id, merged }) => [id, merged.map((other) => other.id)])).toEqual([['c', ['a', 'b']]]);
    const circle = rows({ name: 'A', mergedIntoId: 'b' }, { name: 'B', mergedIntoId: 'a' }, { name: 'C', mergedIntoId: 'gone' }); // prettier-ignore
    expect(standingRoster(circle).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('knows a merged person by either id, and offers them once', () => {
    const roster = standingRoster(rows({ name: 'Otto' }, { name: 'Oto', mergedIntoId: 'otto' }));
    expect(rosterPerson('oto', roster)?.name).toBe('Otto');
    expect(rosterPerson('nobody', roster)).toBeUndefined();
    const people = peopleOnCall(roster, [
      { speaker: 'oto', speakerName: 'Oto' },
      { speaker: 'new', speakerName: 'Milo' },
    ]);
    expect(people.map(({ name }) => name)).toEqual(['Otto', 'Milo']);
    const lines = [{ speaker: 'oto' }, { speaker: 'new' }, { speaker: null }];
    expect(standingLines(lines, roster).map(({ speaker }) => speaker)).toEqual(['otto', 'new', null]);
  });
});

describe('notes with the roster’s names', () => {
  const roster = standingRoster(
    rows({ name: 'Otto Berg', id: 'otto' }, { name: 'Oto', mergedIntoId: 'otto' }),
  );

  it('show everybody as the roster has them, and leave all else as it is', () => {
    const written = notes(
      item({ id: 'i' }, { type: 'mention', attrs: { person: 'oto', name: 'Oto' } }),
      line({ id: 'a', speaker: 'otto', speakerName: 'Otto', owner: 'oto', ownerName: 'Oto', tag: 'action' }, 'Oto says'),
      line({ id: 'b', speaker: 'p9', speakerName: 'Milo' }, { type: 'mention', attrs: { person: null, name: 'Oto' } }),
      line({ id: 'c', speakerName: 'Oto' }, text('x')),
    ); // prettier-ignore
    expect(withRosterNames(written, roster)).toEqual(
      notes(
        item({ id: 'i' }, { type: 'mention', attrs: { person: 'otto', name: 'Otto Berg' } }),
        line({ id: 'a', speaker: 'otto', speakerName: 'Otto Berg', owner: 'otto', ownerName: 'Otto Berg', tag: 'action' }, 'Oto says'),
        line({ id: 'b', speaker: 'p9', speakerName: 'Milo' }, { type: 'mention', attrs: { person: null, name: 'Oto' } }),
        line({ id: 'c', speakerName: 'Oto' }, text('x')),
      ),
    ); // prettier-ignore
    expect(contentWithRosterNames([text('Oto')], roster)).toEqual([text('Oto')]);
  });
});

describe('an unknown voice', () => {
  it('is told from somebody who is only called so', () => {
    const voice = { id: personIdFor('s1', 'Unknown 1'), name: 'Unknown 1' };
    expect(isUnknownVoice('s1', voice)).toBe(true);
    expect(isUnknownVoice('s2', voice)).toBe(false);
    expect(isUnknownVoice('s1', { ...voice, name: 'Otto' })).toBe(false);
    expect(isUnknownVoice('s1', { id: personIdFor('s1', 'Unknown Soldier'), name: 'Unknown Soldier' })).toBe(false);
  }); // prettier-ignore
});
