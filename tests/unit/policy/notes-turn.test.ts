import { expect, test } from 'vitest';
import { callStatuses, type Actor } from '#lib/policy/access.ts';
import { notesTurn } from '#lib/policy/notes-turn.ts';
import { maySetTurns } from '#lib/policy/own-turns.ts';

const odile: Actor = {
  kind: 'user',
  userId: 'odile',
  sessionId: 'session',
  name: 'Odile',
  guest: false,
  instanceOwner: false,
};
const proposed = { status: 'planned', notetakerId: 'odile', accepted: false } as const;
const takesNotes = { startStop: true, run: false };
const runs = { startStop: true, run: true };

test('the notetaker says yes until the call is over, and hands the notes on until it begins', () => {
  expect(
    callStatuses.map((status) => Object.values(notesTurn(odile, takesNotes, { ...proposed, status }))),
  ).toEqual([
    [true, true],
    [true, false],
    [false, false],
    [false, false],
  ]);
  expect(notesTurn(odile, takesNotes, { ...proposed, accepted: true })).toEqual({
    accept: false,
    pass: true,
  });
});

test('the chair hands on what is planned for somebody else, and says yes for nobody', () => {
  const other = { ...proposed, notetakerId: 'piet' };
  expect(notesTurn(odile, runs, other)).toEqual({ accept: false, pass: true });
  expect(notesTurn(odile, runs, { ...other, status: 'live' })).toEqual({ accept: false, pass: false });
  expect(notesTurn(odile, runs, { ...other, notetakerId: null })).toEqual({ accept: false, pass: false });
});

test('nobody else does either: not the backup, not who was lowered to reader, not a guest', () => {
  const no = { accept: false, pass: false };
  expect(notesTurn(odile, takesNotes, { ...proposed, notetakerId: 'piet' })).toEqual(no);
  expect(notesTurn(odile, { startStop: false, run: false }, proposed)).toEqual(no);
  expect(notesTurn({ ...odile, guest: true }, takesNotes, proposed)).toEqual(no);
  expect(notesTurn({ kind: 'anonymous' }, takesNotes, proposed)).toEqual(no);
});

test('turns are set by a member who takes part for themselves, and by who runs the series for anybody', () => {
  const takesPart = { manage: false, propose: true };
  expect(maySetTurns(odile, takesPart, 'odile')).toBe(true);
  expect(maySetTurns(odile, takesPart, 'piet')).toBe(false);
  expect(maySetTurns(odile, { manage: true, propose: true }, 'piet')).toBe(true);
  expect(maySetTurns(odile, { manage: false, propose: false }, 'odile')).toBe(false);
});
