import { expect, test } from 'vitest';
import { countAttempt, forgetAttempts } from '#server/auth/rate-limits.ts';

test('the eleventh attempt at an account is refused, another account is not, and success begins anew', async () => {
  for (let attempt = 0; attempt < 10; attempt += 1) await countAttempt('signInAccount', 'ada 127.0.0.1');
  await expect(countAttempt('signInAccount', 'ada 127.0.0.1')).rejects.toMatchObject({
    code: 'too_many',
    message: expect.stringMatching(/try again in \d+ minutes/u),
  });
  await countAttempt('signInAccount', 'bea 127.0.0.1');
  await forgetAttempts('signInAccount', 'ada 127.0.0.1');
  await countAttempt('signInAccount', 'ada 127.0.0.1');
});
