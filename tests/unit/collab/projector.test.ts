import { expect, test } from 'vitest';
import { CollabFigures } from '#server/collab/collab-figures.ts';
import { defaultLimits } from '#server/collab/limits.ts';
import { ProjectionPace } from '#server/collab/projection-pace.ts';
import { Projector, type ProjectCall } from '#server/collab/projector.ts';
import { ManualClock, turns } from '#tests/protocol/support/manual-clock.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A projector of a call whose log stands at `log.position` and whose document reads `log.text`. */
function projectorOf(project: ProjectCall, pace = new ProjectionPace()) {
  const clock = new ManualClock();
  const log = { position: null as bigint | null, text: 'first' };
  const projector = new Projector({
    callId: 'call',
    clock,
    logger: silent,
    limits: defaultLimits,
    figures: new CollabFigures(),
    project,
    pace,
    updates: () => [Buffer.from(log.text)],
    position: () => log.position,
  });
  return { clock, log, projector };
}

test('[R25] what was captured for a commit that failed never stands for a later one that holds more', async () => {
  const projected: { text: string; logPosition: bigint }[] = [];
  const { clock, log, projector } = projectorOf(({ updates, logPosition }) => {
    projected.push({ text: updates.map((update) => Buffer.from(update).toString()).join(''), logPosition });
    return Promise.resolve();
  });
  projector.changed();
  await clock.advance(defaultLimits.projectQuietMs);

  // The first commit takes everything and fails; when it is tried again there is more than one commit takes.
  projector.cut(true);
  log.text = 'first, second and third';
  projector.changed();
  projector.cut(false);
  projector.committed(2n);
  await turns(5);
  expect(projected).toEqual([]);

  projector.cut(true);
  log.position = 3n;
  projector.committed(3n);
  await turns(5);
  expect(projected).toEqual([{ text: 'first, second and third', logPosition: 3n }]);
  projector.destroy();
});

test('[R38] rows of one call follow in seconds, and those of hundreds take a tenth of a core', () => {
  const pace = new ProjectionPace();
  pace.count(1);
  pace.begin()(8);
  expect(pace.mostMs(5_000)).toBe(5_000);
  for (let room = 1; room < 500; room += 1) pace.count(1);
  for (let job = 0; job < 50; job += 1) pace.begin()(8);
  // 500 rooms of 8 ms are 4 s of work.
  expect(pace.mostMs(5_000)).toBeGreaterThan(39_000);
  expect(pace.mostMs(5_000)).toBeLessThan(40_001);
  for (let room = 1; room < 500; room += 1) pace.count(-1);
  expect(pace.mostMs(5_000)).toBe(5_000);
});

test('[R25][R26] the rows are up to date when the room goes, also when two projections followed each other', async () => {
  const ends: (() => void)[] = [];
  const { clock, log, projector } = projectorOf(() => new Promise((resolve) => ends.push(resolve)));
  log.position = 1n;
  projector.changed();
  await clock.advance(defaultLimits.projectQuietMs);
  projector.changed();
  await clock.advance(defaultLimits.projectMostMs);
  expect(ends).toHaveLength(1);

  let finished = false;
  const finishing = projector.finish().then(() => (finished = true));
  ends[0]?.();
  await turns();
  expect([ends.length, finished]).toEqual([2, false]);
  ends[1]?.();
  await finishing;
  expect(projector.dirty).toBe(false);
});

test('[R38] a projection that fails when its room is gone makes no other room wait', async () => {
  const pace = new ProjectionPace();
  let fail = (): void => undefined;
  const { clock, log, projector } = projectorOf(
    () =>
      new Promise((_, reject) => {
        fail = () => {
          reject(new Error('the thread ended'));
        };
      }),
    pace,
  );
  log.position = 1n;
  projector.changed();
  await clock.advance(defaultLimits.projectQuietMs);
  clock.pass(1_000);
  projector.destroy();
  fail();
  await turns();
  expect(projector.dirty).toBe(true);
  expect(pace.mostMs(0)).toBe(0);
});
