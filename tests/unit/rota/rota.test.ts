import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { proposeNotetaker } from '#lib/rota/propose-notetaker.ts';
import { rotaStandings, type RotaCall, type RotaCandidate, type RotaInput } from '#lib/rota/rota.ts';

const DAY_MS = 86_400_000;
const FIRST_CALL = Date.UTC(2026, 0, 5, 13);

/** The instant of the call of a number; calls are two weeks apart. */
function atCall(number: number): string {
  return new Date(FIRST_CALL + number * 14 * DAY_MS).toISOString();
}

function held(number: number, notetakerId: string | null, minutes = 60): RotaCall {
  return { number, startedAt: atCall(number), minutes, notetakerId };
}

function member(name: string, changes: Partial<RotaCandidate> = {}): RotaCandidate {
  return { id: name.toLowerCase(), name, memberSince: '2020-01-01T00:00:00Z', absences: [], ...changes };
}

const odile = member('Odile');
const bram = member('Bram');
const cleo = member('Cleo');

function input(changes: Partial<RotaInput>): RotaInput {
  return { calls: [], candidates: [odile, bram, cleo], at: atCall(40), ...changes };
}

function proposed(changes: Partial<RotaInput>): [string | undefined, string | undefined, string] {
  const { notetaker, backup, reason } = proposeNotetaker(input(changes));
  return [notetaker?.name, backup?.name, reason];
}

describe('the notetaker proposed', () => {
  test('has not taken notes yet; of several the first by name', () => {
    expect(proposed({})).toEqual(['Bram', 'Cleo', 'Bram has not taken notes yet.']);
    expect(proposed({ calls: [held(1, 'bram')] })).toEqual([
      'Cleo',
      'Odile',
      'Cleo has not taken notes yet.',
    ]);
  });

  test('has taken notes longest ago when all have taken as much', () => {
    const calls = [held(29, 'odile'), held(30, 'cleo'), held(31, 'bram')];
    expect(proposed({ calls })).toEqual(['Odile', 'Cleo', 'Odile has not taken notes since call 29.']);
  });

  test('has the least minutes, even when it is not longest ago', () => {
    const calls = [held(29, 'bram', 90), held(30, 'odile', 20), held(31, 'cleo', 60)];
    expect(proposed({ calls })).toEqual([
      'Odile',
      'Bram',
      'Odile took notes for 20 minutes of the last 3 calls, less than the others.',
    ]);
  });

  test('is not the one of the last call while another can', () => {
    const calls = [held(29, 'bram', 200), held(30, 'cleo', 90), held(31, 'odile', 1)];
    expect(proposed({ calls })).toEqual([
      'Cleo',
      'Bram',
      'Cleo took notes for 90 minutes of the last 3 calls, less than the others. Odile took the last call.',
    ]);
  });

  test('is the one of the last call when nobody else can', () => {
    const calls = [held(31, 'odile')];
    expect(proposed({ calls, candidates: [odile] })).toEqual([
      'Odile',
      undefined,
      'Only Odile can take notes on this call, as on the last one.',
    ]);
  });

  test('is not away, and it is said whose turn it would be', () => {
    const away = member('Odile', { absences: [{ from: atCall(39), to: atCall(41) }] });
    const calls = [held(29, 'odile'), held(30, 'cleo'), held(31, 'bram')];
    expect(proposed({ calls, candidates: [away, bram, cleo] })).toEqual([
      'Cleo',
      'Bram',
      'Cleo has not taken notes since call 30. Odile is away.',
    ]);
  });

  test('is a member when the call is held', () => {
    const later = member('Anna', { memberSince: atCall(41) });
    expect(proposed({ candidates: [later, odile] })).toEqual([
      'Odile',
      undefined,
      'Only Odile can take notes on this call. Anna is not a member yet.',
    ]);
  });

  test('is nobody when nobody can', () => {
    const away = member('Odile', { absences: [{ from: atCall(40), to: atCall(41) }] });
    expect(proposed({ candidates: [away] })).toEqual([
      undefined,
      undefined,
      'Nobody can take notes on this call: Odile is away.',
    ]);
    expect(proposed({ candidates: [] })).toEqual([undefined, undefined, 'Nobody takes notes in turn yet.']);
  });
});

describe('what counts', () => {
  test('is the latest calls alone, and of earlier ones how long ago they were', () => {
    const calls = [held(1, 'odile', 600), held(2, 'bram', 10), held(3, 'cleo', 60), held(4, 'bram', 60)];
    const standings = rotaStandings(input({ calls, window: 2 }));
    expect(
      standings.map(({ name, calls, minutes, lastCall }) => [name, calls, minutes, lastCall?.number]),
    ).toEqual([
      ['Odile', 0, 0, 1],
      ['Cleo', 1, 60, 3],
      ['Bram', 1, 60, 4],
    ]);
  });

  test('is what was held before the call, in whatever order it comes', () => {
    const calls = [held(38, 'bram'), held(41, 'cleo'), held(37, 'odile'), held(40, 'cleo')];
    const standings = rotaStandings(input({ calls }));
    expect(standings.map(({ name, calls }) => [name, calls])).toEqual([
      ['Cleo', 0],
      ['Odile', 1],
      ['Bram', 1],
    ]);
    const turned = input({ calls: calls.toReversed(), candidates: [cleo, bram, odile] });
    expect(rotaStandings(turned)).toEqual(standings);
  });

  test('is an even share of each call that somebody could not take', () => {
    const newcomer = member('Anna', { memberSince: atCall(33) });
    const returning = member('Odile', { absences: [{ from: atCall(30), to: atCall(32) }] });
    const calls = [held(30, 'bram'), held(31, 'bram'), held(32, 'bram'), held(33, 'bram')];
    const standings = rotaStandings(input({ calls, candidates: [newcomer, returning, bram] }));
    expect(standings.map(({ name, minutes, load }) => [name, minutes, load])).toEqual([
      ['Odile', 0, 40],
      ['Anna', 0, 60],
      ['Bram', 240, 240],
    ]);
  });

  test('is what somebody took although they were to be away, and no share of it besides', () => {
    const back = member('Odile', { absences: [{ from: atCall(29), to: atCall(31) }] });
    const standings = rotaStandings(input({ calls: [held(30, 'odile')], candidates: [back, bram] }));
    expect(standings.map(({ name, load }) => [name, load])).toEqual([
      ['Bram', 0],
      ['Odile', 60],
    ]);
  });

  test('is no call whose notes nobody of the rota took', () => {
    const calls = [held(30, 'odile'), held(31, null), held(32, 'guest')];
    expect(rotaStandings(input({ calls, candidates: [odile] }))).toMatchObject([
      { minutes: 60, tookTheLast: false, lastCall: { number: 30 } },
    ]);
  });

  test('is said when somebody else has less minutes for having been away', () => {
    const returning = member('Anna', { absences: [{ from: atCall(31), to: atCall(33) }] });
    const calls = [held(30, 'anna', 10), held(31, 'cleo', 90), held(32, 'bram', 30), held(33, 'cleo', 1)];
    expect(proposed({ calls, candidates: [returning, bram, cleo] })).toEqual([
      'Bram',
      'Anna',
      'Bram has taken the smallest share of the last 4 calls, not counting those that each could not take.',
    ]);
  });
});

/** Who takes which of a number of calls when every proposal is accepted. */
function runRota(candidates: readonly RotaCandidate[], lengths: readonly number[], window: number): string[] {
  const calls: RotaCall[] = [];
  for (const [index, minutes] of lengths.entries()) {
    const { notetaker } = proposeNotetaker({ calls, candidates, at: atCall(index), window });
    calls.push(held(index, notetaker?.id ?? null, minutes));
  }
  return calls.map(({ notetakerId }) => notetakerId ?? '');
}

const groups = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 9,
  selector: (name) => name.toLowerCase(),
});

describe('over 100 calls', () => {
  test('equal candidates take equally many, never twice in a row', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 40 }), (names, window) => {
        const candidates = names.map((name) => member(name));
        const taken = runRota(
          candidates,
          Array.from({ length: 100 }, () => 60),
          window,
        );
        const counts = candidates.map(({ id }) => taken.filter((one) => one === id).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        const twice = taken.filter((one, index) => index > 0 && one === taken[index - 1]);
        expect(twice).toHaveLength(names.length === 1 ? 99 : 0);
      }),
      { numRuns: 40 },
    );
  });

  test('calls of any length leave nobody behind by more than two of the longest', () => {
    const lengths = fc.array(fc.integer({ min: 10, max: 120 }), { minLength: 100, maxLength: 100 });
    fc.assert(
      // Two people can only take turns, however long the calls are.
      fc.property(
        groups.filter(({ length }) => length > 2),
        lengths,
        (names, minutes) => {
          const candidates = names.map((name) => member(name));
          const taken = runRota(candidates, minutes, 100);
          const sums = candidates.map(({ id }) =>
            minutes.reduce((sum, length, index) => (taken[index] === id ? sum + length : sum), 0),
          );
          expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(240);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('somebody who joins half way is not asked again and again', () => {
    const newcomer = member('Zoe', { memberSince: atCall(50) });
    const taken = runRota(
      [odile, bram, cleo, newcomer],
      Array.from({ length: 100 }, () => 60),
      24,
    );
    const after = taken.slice(50);
    const counts = ['odile', 'bram', 'cleo', 'zoe'].map((id) => after.filter((one) => one === id).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
  });
});
