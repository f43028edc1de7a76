import { AppError } from '#lib/errors.ts';

const EMAIL = /^[^\s@,;<>"()[\]\\:]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/u;

/**
 * An e-mail address as it is stored and compared: trimmed, NFKC, lower case.
 * @throws AppError invalid for anything that is not one plain address.
 */
export function parseEmail(text: string): string {
  const trimmed = text.trim();
  const email = trimmed.normalize('NFKC').toLowerCase();
  // A look-alike of @ must not become a second one.
  const lookAlike = email.split('@').length !== trimmed.split('@').length;
  if (lookAlike || email.length > 254 || email.includes('..') || !EMAIL.test(email)) {
    throw new AppError('invalid', {
      message: 'That is not an e-mail address.',
      details: { email: 'Write one address, such as ada@example.org.' },
    });
  }
  return email;
}
