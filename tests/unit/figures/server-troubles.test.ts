import { expect, test } from 'vitest';
import { serverTroubles, type ServerSigns, type Trouble } from '#lib/figures/server-troubles.ts';

const well: ServerSigns = {
  failingMs: null,
  unsaved: 0,
  oldestUnsavedMs: null,
  projectionFailingMs: null,
  loadFailedAgoMs: null,
  loopP99Ms: 12,
  waitingForDatabase: 0,
};

test.each<[string, Partial<ServerSigns>, Trouble['kind'][]]>([
  ['nothing is said when all is well', {}, []],
  ['a change that waits a moment is no trouble', { unsaved: 1, oldestUnsavedMs: 40 }, []],
  ['a change that waits for seconds is', { unsaved: 1, oldestUnsavedMs: 2_500 }, ['slow saving']],
  [
    'failing commits are told once, as the worst',
    { unsaved: 2, oldestUnsavedMs: 9_000, failingMs: 8_000, loopP99Ms: 300 },
    ['saving', 'busy'],
  ],
  ['a failure that left nothing unsaved is over', { failingMs: 8_000 }, []],
  ['a load that failed just now is told', { loadFailedAgoMs: 60_000 }, ['loading']],
  ['one that failed an hour ago is not', { loadFailedAgoMs: 3_600_000 }, []],
  [
    'rows that lag and connections that are waited for are told',
    { projectionFailingMs: 5_000, waitingForDatabase: 3 },
    ['projecting', 'connections'],
  ],
])('%s', (_what, signs, kinds) => {
  expect(serverTroubles({ ...well, ...signs }).map(({ kind }) => kind)).toEqual(kinds);
});

test('a failure lasts as long as the oldest change waits, and says what to do', () => {
  const [trouble] = serverTroubles({ ...well, unsaved: 1, failingMs: 4_000, oldestUnsavedMs: 6_000 });
  expect(trouble).toMatchObject({
    sinceMs: 6_000,
    advice: expect.stringContaining('do not end this server'),
  });
});
