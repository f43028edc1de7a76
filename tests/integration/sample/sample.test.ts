import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProjection } from '#server/projection/check-projection.ts';
import { ensureSample } from '#server/sample/ensure-sample.ts';
import { removeSampleSeries } from '#server/sample/remove-sample.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';

describe.each(databaseKinds)('the sample series on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());

  it('is made once, whole, and open to everybody', async () => {
    const { prisma } = test.database;
    expect(await ensureSample()).toBe(true);
    expect(await ensureSample()).toBe(false);
    const series = await prisma.series.findFirstOrThrow({
      include: { calls: { orderBy: { number: 'asc' } } },
    });
    expect(series).toMatchObject({ sample: true, visibility: 'public' });
    expect(series.calls.map((call) => call.status)).toEqual(['published', 'published', 'live', 'planned']);
    for (const call of series.calls) expect(await checkProjection(call.id)).toEqual([]);
    expect(await prisma.gap.count()).toBeGreaterThan(0);
    expect(await prisma.decision.count()).toBeGreaterThan(0);
    expect(await prisma.action.count({ where: { due: { not: null } } })).toBeGreaterThan(0);
    const people = await prisma.person.findMany();
    expect(new Set(people.map((person) => person.initials)).size).toBe(people.length);
  });

  it('goes without a trace and never comes back', async () => {
    const { prisma } = test.database;
    const kept = await prisma.user.create({ data: { name: 'Ada', email: 'ada@example.org' } });
    const series = await prisma.series.findFirstOrThrow();
    await prisma.membership.create({ data: { seriesId: series.id, userId: kept.id, role: 'owner' } });
    await removeSampleSeries(series.id);
    expect(await prisma.user.findMany({ select: { id: true } })).toEqual([{ id: kept.id }]);
    for (const count of [
      prisma.series.count(),
      prisma.call.count(),
      prisma.line.count(),
      prisma.person.count(),
    ]) {
      expect(await count).toBe(0);
    }
    expect(await ensureSample()).toBe(false);
    expect(await prisma.series.count()).toBe(0);
  });
});
