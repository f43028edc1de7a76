import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { authSecret } from '#server/auth/secret.ts';
import { ensureSetupToken, isSetupToken, removeSetupToken } from '#server/auth/setup-token.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cn-auth '));
  vi.stubEnv('CALLNOTES_DATA', path.join(folder, 'data'));
  vi.stubEnv('NEXTAUTH_SECRET', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const mode = (name: string): number => statSync(path.join(folder, 'data', name)).mode & 0o777;

test('the secret is made once, kept for its owner alone, and told by the environment when that has one', () => {
  const secret = authSecret();
  expect(secret).toMatch(/^[0-9a-f]{64}$/u);
  expect(readFileSync(path.join(folder, 'data/secret'), 'utf8').trim()).toBe(secret);
  expect(mode('secret')).toBe(0o600);
  expect(authSecret()).toBe(secret);
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(40));
  expect(authSecret()).toBe('x'.repeat(40));
});

test('the setup token is the same at every start until setup is done, and no other opens the page', () => {
  expect(isSetupToken('')).toBe(false);
  const token = ensureSetupToken();
  expect(ensureSetupToken()).toBe(token);
  expect(mode('setup-token')).toBe(0o600);
  expect(isSetupToken(token)).toBe(true);
  expect(isSetupToken(`${token}x`)).toBe(false);
  removeSetupToken();
  expect(isSetupToken(token)).toBe(false);
});
