import { AppError, isAppError } from '#lib/errors.ts';
import { findUserByEmail } from '#server/db/users.ts';
import { parseEmail } from './parse-email.ts';
import { verifyPassword } from './password.ts';
import { countAttempt, forgetAttempts } from './rate-limits.ts';

/** The account that a sign-in form's words open. */
export type SignedIn = { id: string; name: string };

/**
 * The account behind an e-mail address and a password. Unknown address, wrong password and an account without a
 * password are one answer, after the same work.
 * @throws AppError unauthenticated for a wrong pair, too_many after too many attempts from one place or at one account.
 */
export async function checkPassword(email: string, password: string, address: string): Promise<SignedIn> {
  const known = normalEmail(email);
  const account = `${known ?? 'unknown'} ${address}`;
  await countAttempt('signInAddress', address);
  await countAttempt('signInAccount', account);
  if (known !== null) await countAttempt('signInEverywhere', known);
  const user = known === null ? null : await findUserByEmail(known);
  const right = await verifyPassword(password.slice(0, 1024), user?.passwordHash ?? null);
  if (user === null || !right) {
    throw new AppError('unauthenticated', {
      message: 'No account has this e-mail address and password. Check both and try again.',
    });
  }
  await forgetAttempts('signInAccount', account);
  return { id: user.id, name: user.name };
}

function normalEmail(email: string): string | null {
  try {
    return parseEmail(email);
  } catch (error) {
    if (isAppError(error, 'invalid')) return null;
    throw error;
  }
}
