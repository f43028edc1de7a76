import { scrypt } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { hashPassword, verifyPassword } from '#server/auth/password.ts';

vi.mock('node:crypto', { spy: true });

test('a password opens what was stored for it, however its letters are composed, and another does not', async () => {
  const stored = await hashPassword('sieben Lämpchen');
  expect(stored).toMatch(/^scrypt\$131072\$8\$1\$/u);
  expect(await verifyPassword('sieben La\u0308mpchen', stored)).toBe(true);
  expect(await verifyPassword('sieben Lampchen', stored)).toBe(false);
});

test('the same password is stored as another text each time', async () => {
  expect(await hashPassword('once and again')).not.toBe(await hashPassword('once and again'));
});

test.each([null, '', 'plain', 'scrypt$1$2'])(
  'nothing opens an account that has %j stored',
  async (stored) => {
    expect(await verifyPassword('', stored)).toBe(false);
  },
);

test('an account that is not there costs the same work as one that is', async () => {
  const stored = await hashPassword('measured with care');
  vi.mocked(scrypt).mockClear();
  await verifyPassword('something else', stored);
  await verifyPassword('something else', null);
  const [known, unknown] = vi.mocked(scrypt).mock.calls.map(([password, , length, options]) => ({
    password,
    length,
    options,
  }));
  expect(vi.mocked(scrypt)).toHaveBeenCalledTimes(2);
  expect(unknown).toEqual(known);
});
