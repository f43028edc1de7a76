import { z } from 'zod';
import { sealedCookie, type SealedCookie } from './sealed-cookie.ts';

const schema = z.object({
  /** The address that was proved; null when a provider vouches for none. */
  email: z.string().nullable(),
  /** The account with a provider that proved who they are; null when a mail did. */
  identity: z.object({ provider: z.string(), subject: z.string() }).nullable(),
});

/** Somebody who proved who they are, and has still to say what they are called before there is an account. */
export type PendingAccount = z.infer<typeof schema>;

const HALF_AN_HOUR = 30 * 60;

/** Who this browser is making an account for. */
export const pendingAccount: SealedCookie<PendingAccount> = sealedCookie(
  'callnotes.new-account',
  schema,
  HALF_AN_HOUR,
);
