import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnv } from '#server/env.ts';
import { authSecret } from './secret.ts';

function tokenFile(): string {
  return join(resolve(loadEnv().dataFolder), 'setup-token');
}

function storedToken(): string | null {
  // Of several servers any may print the address, and any may be asked for it.
  if (loadEnv().redisUrl !== null) {
    return createHmac('sha256', authSecret()).update('setup').digest('base64url').slice(0, 24);
  }
  try {
    const token = readFileSync(tokenFile(), 'utf8').trim();
    return token === '' ? null : token;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The token that guards the setup page, made on first use and kept (0600) in the data folder until setup is done. */
export function ensureSetupToken(): string {
  const existing = storedToken();
  if (existing !== null) return existing;
  const token = randomBytes(18).toString('base64url');
  mkdirSync(resolve(loadEnv().dataFolder), { recursive: true, mode: 0o700 });
  writeFileSync(tokenFile(), `${token}\n`, { mode: 0o600 });
  return token;
}

/** Whether `token` is the one printed in the terminal. */
export function isSetupToken(token: string): boolean {
  const stored = storedToken();
  if (stored === null) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(stored), digest(token));
}

/** Forgets the token once the owner exists. */
export function removeSetupToken(): void {
  rmSync(tokenFile(), { force: true });
}
