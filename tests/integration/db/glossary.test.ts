import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAX_TERMS, type GlossaryTerm } from '#lib/glossary/glossary-term.ts';
import { addTerms, listTerms, removeTerm, updateTerm } from '#server/db/glossary.ts';
import { deleteSeries } from '#server/db/series.ts';
import { databaseKinds, withDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeSeries } from '#tests/support/database-factory.ts';

const term = (form: string, ...others: string[]): GlossaryTerm => ({ form, others, meaning: '' });

describe.each(databaseKinds)('a glossary on %s', (kind) => {
  let test: TestDatabase;
  let seriesId: string;
  const forms = async (): Promise<string[]> => (await listTerms(seriesId)).map(({ form }) => form);
  beforeAll(async () => {
    test = await withDatabase(kind);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    seriesId = (await makeSeries()).id;
  });

  it('keeps its terms in the order of their letters, each in the case it was given', async () => {
    await addTerms(seriesId, [{ form: 'TideClock', others: ['tide o’clock'], meaning: 'The app' }]);
    await addTerms(seriesId, [term('kelpnet')]);
    expect(await listTerms(seriesId)).toMatchObject([
      { form: 'kelpnet', others: [], meaning: '' },
      { form: 'TideClock', others: ['tide o’clock'], meaning: 'The app' },
    ]);
  });

  it('has no term twice, whatever its case, and leaves the one that is there as it is', async () => {
    await addTerms(seriesId, [term('Kelpnet', 'calpnet')]);
    const added = await addTerms(seriesId, [term('KELPNET', 'other'), term('Mola')]);
    expect(added.map(({ form }) => form)).toEqual(['Mola']);
    expect(await listTerms(seriesId)).toMatchObject([
      { form: 'Kelpnet', others: ['calpnet'] },
      { form: 'Mola' },
    ]);
    const [, mola] = await listTerms(seriesId);
    await expect(updateTerm({ seriesId, id: mola?.id ?? '' }, term('kelpNET'))).rejects.toMatchObject({
      code: 'conflict',
      details: { form: '“kelpNET” is in the glossary already.' },
    });
  });

  it('can have the term of another series', async () => {
    await addTerms((await makeSeries()).id, [term('Kelpnet')]);
    await addTerms(seriesId, [term('Kelpnet')]);
    expect(await forms()).toEqual(['Kelpnet']);
  });

  it('takes no more terms than it has room for, also from two at once', async () => {
    const many = Array.from({ length: MAX_TERMS - 1 }, (_none, nth) => term(`term ${String(nth)}`));
    await addTerms(seriesId, many);
    const results = await Promise.allSettled([
      addTerms(seriesId, [term('Kelpnet')]),
      addTerms(seriesId, [term('Mola')]),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await forms()).toHaveLength(MAX_TERMS);
    await expect(addTerms(seriesId, [term('Buoy')])).rejects.toMatchObject({ code: 'too_many' });
    expect(await addTerms(seriesId, [term('TERM 1')])).toEqual([]);
  });

  it('lets a term be written anew and removed, in its own series only', async () => {
    const [kelp] = await addTerms(seriesId, [term('Kelpnet')]);
    const [there, elsewhere] = [{ seriesId, id: kelp?.id ?? '' }, (await makeSeries()).id];
    await updateTerm(there, { form: 'KelpNet', others: ['calp'], meaning: 'Buoys' });
    expect(await listTerms(seriesId)).toMatchObject([
      { form: 'KelpNet', others: ['calp'], meaning: 'Buoys' },
    ]);
    for (const gone of [
      { ...there, seriesId: elsewhere },
      { ...there, id: 'nowhere' },
    ]) {
      await expect(updateTerm(gone, term('Mola'))).rejects.toMatchObject({ code: 'not_found' });
      await expect(removeTerm(gone)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await removeTerm(there)).toBe('KelpNet');
    await expect(removeTerm(there)).rejects.toMatchObject({ code: 'not_found' });
    expect(await forms()).toEqual([]);
  });

  it('goes with its series, and none is made for a series that is gone', async () => {
    await addTerms(seriesId, [term('Kelpnet')]);
    await deleteSeries(seriesId);
    expect(await forms()).toEqual([]);
    await expect(addTerms(seriesId, [term('Kelpnet')])).rejects.toMatchObject({ code: 'not_found' });
  });
});
