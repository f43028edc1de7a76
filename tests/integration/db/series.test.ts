import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createSeries,
  deleteSeries,
  findSeriesByFormerSlug,
  findSeriesBySlug,
  listSeries,
  saveSeriesSettings,
  type Series,
  type SeriesSettings,
} from '#server/db/series.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeCall, makeSeries, makeUser } from '#tests/support/database-factory.ts';
import { setRole } from '#server/db/memberships.ts';

describe.each(databaseKinds)('series on %s', (kind) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());

  it('are made with what is usual for the rest', async () => {
    const series = await createSeries({ slug: 'tide-table', title: '  Tide Table  ' });
    expect(series).toMatchObject({
      slug: 'tide-table',
      title: 'Tide Table',
      zone: 'UTC',
      cadence: null,
      cadenceNote: null,
      lengthMinutes: 60,
      visibility: 'members',
      sample: false,
    });
  });

  it('are found by their slug in whatever case it is written', async () => {
    const series = await createSeries({ slug: 'North-Pier', title: 'North Pier' });
    expect(series.slug).toBe('north-pier');
    expect((await findSeriesBySlug('NORTH-pier'))?.id).toBe(series.id);
    expect(await findSeriesBySlug('south-pier')).toBeNull();
  });

  it('cannot share a slug, in whatever case it is written', async () => {
    await createSeries({ slug: 'lantern', title: 'Lantern' });
    await expect(createSeries({ slug: 'LANTERN', title: 'Other' })).rejects.toMatchObject({
      code: 'conflict',
      details: { slug: expect.any(String) },
    });
  });

  it('cannot have an upper-case slug, even by plain SQL', async () => {
    const insert = test.database.prisma.$executeRaw`
      INSERT INTO "Series" ("id", "slug", "title") VALUES ('loud', 'LOUD', 'Loud')`;
    await expect(insert).rejects.toThrow(/Series_slug_lower/u);
  });

  it.each([
    ['a zone that nobody knows', { zone: 'Mars/Olympus' }, 'zone'],
    ['a reserved slug', { slug: 'setup' }, 'slug'],
    ['an empty title', { title: ' ' }, 'title'],
  ])('are refused with %s', async (_what, wrong, field) => {
    await expect(createSeries({ slug: 'fine', title: 'Fine', ...wrong })).rejects.toMatchObject({
      code: 'invalid',
      details: { [field]: expect.any(String) },
    });
  });

  const settingsOf = (series: Series, changes: Partial<SeriesSettings>): SeriesSettings => ({
    slug: series.slug,
    title: series.title,
    intro: series.intro,
    zone: series.zone,
    cadence: null,
    cadenceNote: series.cadenceNote,
    lengthMinutes: series.lengthMinutes,
    visibility: series.visibility,
    recordingChannel: series.recordingChannel,
    ...changes,
  });

  it('keep a cadence without its zone, and lose it again', async () => {
    const series = await makeSeries();
    const cadence = { kind: 'weekly', weekday: 2, time: '14:00' } as const;
    const saved = await saveSeriesSettings(series.id, settingsOf(series, { cadence, zone: 'Europe/Paris' }));
    expect(saved).toMatchObject({ cadence, zone: 'Europe/Paris' });
    expect(saved.changedAt.getTime()).toBeGreaterThan(series.changedAt.getTime());
    expect((await saveSeriesSettings(series.id, settingsOf(series, {}))).cadence).toBeNull();
  });

  it('lead from each slug they had to the one of today, and may take an own one back', async () => {
    const series = await makeSeries({ slug: 'first-name' });
    await saveSeriesSettings(series.id, settingsOf(series, { slug: 'second-name' }));
    await saveSeriesSettings(series.id, settingsOf(series, { slug: 'third-name' }));
    expect(await findSeriesByFormerSlug('FIRST-name')).toMatchObject({ id: series.id, slug: 'third-name' });
    expect(await findSeriesByFormerSlug('second-name')).toMatchObject({ slug: 'third-name' });
    expect(await findSeriesByFormerSlug('third-name')).toBeNull();
    await saveSeriesSettings(series.id, settingsOf(series, { slug: 'first-name' }));
    expect(await findSeriesByFormerSlug('first-name')).toBeNull();
    expect(await findSeriesByFormerSlug('third-name')).toMatchObject({ slug: 'first-name' });
  });

  it('cannot take the slug that another one has or had', async () => {
    const series = await makeSeries({ slug: 'old-quay' });
    await saveSeriesSettings(series.id, settingsOf(series, { slug: 'new-quay' }));
    const other = await makeSeries();
    for (const slug of ['old-quay', 'new-quay']) {
      const taken = { code: 'conflict', details: { slug: expect.any(String) } };
      await expect(createSeries({ slug, title: 'Quay' })).rejects.toMatchObject(taken);
      await expect(saveSeriesSettings(other.id, settingsOf(other, { slug }))).rejects.toMatchObject(taken);
    }
    expect(await findSeriesBySlug(other.slug)).not.toBeNull();
    await deleteSeries(series.id);
    await expect(createSeries({ slug: 'old-quay', title: 'Quay' })).resolves.toMatchObject({
      slug: 'old-quay',
    });
  });

  it('of which two take one slug at once give it to one of them', async () => {
    const [first, second] = [await makeSeries(), await makeSeries()];
    const tried = await Promise.allSettled(
      [first, second].map((series) =>
        saveSeriesSettings(series.id, settingsOf(series, { slug: 'wanted-by-two' })),
      ),
    );
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await findSeriesBySlug('wanted-by-two')).not.toBeNull();
  });

  it('are listed by title', async () => {
    const titles = (await listSeries()).map((series) => series.title);
    expect(titles).toEqual(titles.toSorted());
    expect(titles).toContain('Lantern');
  });

  it('take everything that is theirs with them when they are deleted', async () => {
    const series = await makeSeries();
    const user = await makeUser();
    await setRole(series.id, user.id, 'owner');
    const call = await makeCall({
      seriesId: series.id,
      importSource: { fileName: 'old.txt', bytes: new Uint8Array([1]), doubts: [] },
    });
    const { prisma } = test.database;
    await prisma.person.create({
      data: { id: `p_${series.id}`, seriesId: series.id, name: 'Ilse', initials: 'IL', number: 1 },
    });
    const where = { callId: call.id };
    await prisma.line.create({
      data: {
        ...where,
        id: 'l',
        position: 0,
        kind: 'line',
        indent: 0,
        text: '',
        content: [],
        speakerId: `p_${series.id}`,
      },
    });
    await deleteSeries(series.id);
    expect(await findSeriesBySlug(series.slug)).toBeNull();
    const left = await Promise.all([
      prisma.call.count({ where: { id: call.id } }),
      prisma.documentUpdate.count({ where }),
      prisma.importSource.count({ where }),
      prisma.line.count({ where }),
      prisma.person.count({ where: { seriesId: series.id } }),
      prisma.membership.count({ where: { seriesId: series.id } }),
    ]);
    expect(left).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await prisma.user.count({ where: { id: user.id } })).toBe(1);
    await expect(deleteSeries(series.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});
