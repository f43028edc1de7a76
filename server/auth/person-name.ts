import { AppError } from '#lib/errors.ts';

const MAX_LENGTH = 80;

/**
 * A name as people see it: NFC, single spaces, no invisible or control characters.
 * @throws AppError invalid when nothing is left or it is longer than 80 characters.
 */
export function parsePersonName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  if (name === '' || name.length > MAX_LENGTH) {
    throw new AppError('invalid', {
      message: 'That name cannot be used.',
      details: { name: name === '' ? 'Write the name that others will see.' : 'Use at most 80 characters.' },
    });
  }
  return name;
}
