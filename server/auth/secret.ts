import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnv } from '#server/env.ts';

const known = new Map<string, string>();

/**
 * The secret that seals session cookies: `NEXTAUTH_SECRET` when set, else the `secret` file of the data folder,
 * made on first use.
 */
export function authSecret(): string {
  const env = loadEnv();
  if (env.authSecret !== null) return env.authSecret;
  const folder = resolve(env.dataFolder);
  const cached = known.get(folder);
  if (cached !== undefined) return cached;
  const secret = readOrMakeSecret(folder);
  known.set(folder, secret);
  return secret;
}

function readOrMakeSecret(folder: string): string {
  const file = join(folder, 'secret');
  const existing = readSecret(file);
  if (existing !== null) return existing;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Written aside and linked into place, so that two starting processes agree and none reads half a file.
  const draft = join(folder, `.secret-${randomUUID()}`);
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readSecret(file);
  if (made === null) throw new Error(`The file ${file} is empty. Remove it and start again.`);
  return made;
}

function readSecret(file: string): string | null {
  try {
    const secret = readFileSync(file, 'utf8').trim();
    return secret === '' ? null : secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
