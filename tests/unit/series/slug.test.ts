import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSlug, reservedSlugs } from '#lib/series/slug.ts';

describe('the slug of a series', () => {
  it.each([
    ['core-dev', 'core-dev'],
    ['  Core-Dev ', 'core-dev'],
    ['a', 'a'],
    ['status', 'status'],
    ['ring-0', 'ring-0'],
    ['x'.repeat(60), 'x'.repeat(60)],
  ])('is read from %j', (text, slug) => {
    expect(parseSlug(text)).toBe(slug);
  });

  it.each([
    ['', 'at least one letter'],
    ['   ', 'at least one letter'],
    ['x'.repeat(61), 'at most 60'],
    ['core dev', 'single hyphens'],
    ['core--dev', 'single hyphens'],
    ['-core', 'single hyphens'],
    ['core-', 'single hyphens'],
    ['café', 'letters a to z'],
    ['İstanbul', 'letters a to z'],
    ['a/b', 'letters a to z'],
    ['a.b', 'letters a to z'],
    ['2024', 'at least one letter'],
    ['Setup', 'used by the program'],
    ['api', 'used by the program'],
    ['_next', 'letters a to z'],
  ])('is refused as %j', (text, problem) => {
    expect(() => parseSlug(text)).toThrow(problem);
  });

  it('is never the first segment of a page of the program', () => {
    const app = path.resolve(import.meta.dirname, '../../../app');
    const pages = readdirSync(app, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^[a-z]/u.test(entry.name))
      .map((entry) => entry.name);
    expect(pages.filter((name) => !reservedSlugs.has(name))).toEqual([]);
  });
});
