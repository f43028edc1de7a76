import { randomBytes, scryptSync } from 'node:crypto';

/** What is stored for a password, as `hashPassword` makes it, at a cost at which signing in takes a moment instead of half a second. */
export function quickHash(password: string): string {
  const salt = randomBytes(16);
  const key = scryptSync(password.normalize('NFKC'), salt, 32, { N: 1024, r: 8, p: 1 });
  return ['scrypt', 1024, 8, 1, salt.toString('base64url'), key.toString('base64url')].join('$');
}
