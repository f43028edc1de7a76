import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '#lib/errors.ts';

type LimitName = 'signInAccount' | 'signInAddress' | 'setup' | 'join' | 'invitation' | 'inviteMail';

const limits: Record<LimitName, { points: number; duration: number }> = {
  signInAccount: { points: 10, duration: 15 * 60 },
  signInAddress: { points: 60, duration: 15 * 60 },
  setup: { points: 20, duration: 15 * 60 },
  join: { points: 60, duration: 15 * 60 },
  invitation: { points: 60, duration: 15 * 60 },
  inviteMail: { points: 200, duration: 24 * 60 * 60 },
};

// Next evaluates a module once for each of its bundles; the counts must be one.
const key = Symbol.for('callnotes.rate-limits');
const holder = globalThis as { [key]?: Map<LimitName, RateLimiterMemory> };

function limiter(name: LimitName): RateLimiterMemory {
  const limiters = (holder[key] ??= new Map());
  const existing = limiters.get(name);
  if (existing !== undefined) return existing;
  const made = new RateLimiterMemory({ keyPrefix: name, ...limits[name] });
  limiters.set(name, made);
  return made;
}

/**
 * Counts an attempt under a key; one that stands for several counts as many.
 * @throws AppError too_many when the key has used up its attempts, with the wait in minutes.
 */
export async function countAttempt(name: LimitName, subject: string, points = 1): Promise<void> {
  try {
    await limiter(name).consume(subject, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const minutes = Math.max(1, Math.ceil(error.msBeforeNext / 60_000));
    throw new AppError('too_many', {
      message: `Too many attempts. Nothing was changed; try again in ${String(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    });
  }
}

/** Forgets the attempts counted under a key, after one that succeeded. */
export async function forgetAttempts(name: LimitName, subject: string): Promise<void> {
  await limiter(name).delete(subject);
}
