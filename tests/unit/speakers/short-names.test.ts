import { expect, test } from 'vitest';
import { shortNames } from '#lib/speakers/short-names.ts';

test('people go by their first names, and by the whole where two share it', () => {
  const names = ['Ada Lind', 'Bo', 'Cem Aksoy', 'Cem Toprak', 'Li'];
  const people = names.map((name, index) => ({
    id: `p_${String(index)}`,
    name,
    initials: '',
    aliases: [],
    number: index + 1,
  }));
  expect([...shortNames(people).values()]).toEqual(['Ada', 'Bo', 'Cem Aksoy', 'Cem Toprak', 'Li']);
});
