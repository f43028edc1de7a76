import { expect, test } from 'vitest';
import { passNotes } from '#lib/rota/pass-notes.ts';

test('whoever cannot goes behind all others, and everybody is asked before anybody is asked again', () => {
  const able = ['anna', 'bea', 'cleo'];
  let hands = { notetakerId: 'anna' as string | null, backupId: 'bea' as string | null };
  const asked: (string | null)[] = [];
  for (let time = 0; time < 4; time += 1) {
    hands = passNotes(able, hands) ?? hands;
    asked.push(`${String(hands.notetakerId)}, then ${String(hands.backupId)}`);
  }
  expect(asked).toEqual(['bea, then cleo', 'cleo, then anna', 'anna, then bea', 'bea, then cleo']);
});

test.each([
  ['the backup is next, wherever they stand', ['a', 'b', 'c'], ['a', 'c'], ['c', 'b']],
  ['a backup who cannot is passed over', ['a', 'b'], ['a', 'away'], ['b', 'a']],
  ['a notetaker who cannot at all does not come back', ['a', 'b'], ['away', 'a'], ['a', 'b']],
  ['of two, the other is next', ['a', 'b'], ['a', 'b'], ['b', 'a']],
])('%s', (_, able, [notetakerId = null, backupId = null], [next, then]) => {
  expect(passNotes(able, { notetakerId, backupId })).toEqual({ notetakerId: next, backupId: then });
});

test('with nobody else there is nobody to hand the notes to', () => {
  expect(passNotes(['a'], { notetakerId: 'a', backupId: null })).toBeNull();
  expect(passNotes([], { notetakerId: 'a', backupId: 'a' })).toBeNull();
});
