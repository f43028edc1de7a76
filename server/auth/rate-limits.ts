import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '#lib/errors.ts';

const TEN_MINUTES = 10 * 60;
const QUARTER = 15 * 60;
const DAY = 24 * 60 * 60;

type LimitName = keyof typeof limits;

/** How many attempts under one key in how many seconds. */
const limits = {
  /** Passwords tried: at an account from one network address, at an account from anywhere, from one network address. */
  signInAccount: { points: 10, duration: QUARTER },
  signInEverywhere: { points: 200, duration: DAY },
  signInAddress: { points: 60, duration: QUARTER },
  setup: { points: 20, duration: QUARTER },
  join: { points: 60, duration: QUARTER },
  invitation: { points: 60, duration: QUARTER },
  inviteMail: { points: 200, duration: DAY },
  /** Mails asked for: to one e-mail address, from one network address, in all. */
  mailAccount: { points: 5, duration: QUARTER },
  mailAccountDay: { points: 20, duration: DAY },
  mailAddress: { points: 60, duration: QUARTER },
  mailAll: { points: 500, duration: QUARTER },
  /** Digits and links tried from one network address; digits tried for one e-mail address. */
  proofAddress: { points: 120, duration: QUARTER },
  codeAccount: { points: 60, duration: DAY },
  /** Items that guests put forward for a call: one guest, and all from one network address, who may be one under many names. */
  guestProposals: { points: 10, duration: TEN_MINUTES },
  guestProposalsAddress: { points: 40, duration: TEN_MINUTES },
  /** Names that an account takes. */
  ownName: { points: 20, duration: QUARTER },
  /** Sign-ins begun with a provider, from one network address. */
  provider: { points: 60, duration: QUARTER },
} as const satisfies Record<string, { points: number; duration: number }>;

/** What is said instead of the usual sentence, where a form keeps what was typed. */
const refusals: Partial<Record<LimitName, (wait: string) => string>> = {
  guestProposals: (wait) =>
    `You have proposed many items in a short time. What you typed is still here; add it in ${wait}.`,
  guestProposalsAddress: (wait) =>
    `Guests at your place have proposed many items in a short time. What you typed is still here; add it in ${wait}.`,
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
    const wait = `${String(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;
    throw new AppError('too_many', {
      message: refusals[name]?.(wait) ?? `Too many attempts. Nothing was changed; try again in ${wait}.`,
    });
  }
}

/** Forgets the attempts counted under a key, after one that succeeded. */
export async function forgetAttempts(name: LimitName, subject: string): Promise<void> {
  await limiter(name).delete(subject);
}
