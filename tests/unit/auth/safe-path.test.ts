import { expect, test, vi } from 'vitest';
import { safePath } from '#server/auth/safe-path.ts';

test.each(['/', '/tidewater/13', '/tidewater/13?a=1#l-2', '/a%20b'])('%s is a place of our own', (path) => {
  expect(safePath(path)).toBe(path);
});

test.each([
  null,
  undefined,
  '',
  'tidewater',
  '//evil.example',
  '///evil.example',
  String.raw`/\evil.example`,
  String.raw`\\evil.example`,
  'https://evil.example/',
  'https:evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/\n/evil.example',
  '/..//evil.example',
  '/.//evil.example',
  `/${'a'.repeat(3000)}`,
])('%j leads to the first page instead', (target) => {
  expect(safePath(target)).toBe('/');
});

test('an address of this site is its path, and one that only begins like it is not', () => {
  vi.stubEnv('CALLNOTES_URL', 'https://notes.example.org');
  expect(safePath('https://notes.example.org/tidewater/13?a=1')).toBe('/tidewater/13?a=1');
  expect(safePath('https://notes.example.org')).toBe('/');
  expect(safePath('https://notes.example.org//evil.example')).toBe('/');
  expect(safePath('https://notes.example.org.evil.example/x')).toBe('/');
  expect(safePath('https://notes.example.org@evil.example/x')).toBe('/');
  vi.unstubAllEnvs();
});
