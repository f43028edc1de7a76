import { AppError } from '#lib/errors.ts';
import { normalizeName } from './person-id.ts';

const MAX_INITIALS = 3;
const MAX_ALIASES = 20;
const MAX_ALIAS_LENGTH = 80;

/**
 * Initials as they stand in the margin: NFC, one to three letters or digits, as written.
 * @throws AppError invalid for anything else.
 */
export function parseInitials(text: string): string {
  const initials = text.normalize('NFC').trim();
  if (!/^[\p{L}\p{N}\p{M}]+$/u.test(initials) || Array.from(initials).length > MAX_INITIALS) {
    throw new AppError('invalid', {
      message: 'Those initials cannot be used. Nothing was changed.',
      details: { initials: `Write one to ${String(MAX_INITIALS)} letters or digits.` },
    });
  }
  return initials;
}

/**
 * Other names of a person, from a text that has commas between them: NFC, single spaces, each once, without `name` itself.
 * @throws AppError invalid for more than 20, or for one that is longer than 80 characters.
 */
export function parseAliases(text: string, name: string): string[] {
  const seen = new Set([normalizeName(name)]);
  const aliases: string[] = [];
  for (const part of text.normalize('NFC').split(/[,\n]/u)) {
    const alias = part
      .replace(/\s+/gu, ' ')
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim();
    if (alias === '' || seen.has(normalizeName(alias))) continue;
    seen.add(normalizeName(alias));
    aliases.push(alias);
  }
  if (aliases.length > MAX_ALIASES || aliases.some((alias) => alias.length > MAX_ALIAS_LENGTH)) {
    throw new AppError('invalid', {
      message: 'Those other names cannot be used. Nothing was changed.',
      details: {
        aliases: `Write at most ${String(MAX_ALIASES)} names of at most ${String(MAX_ALIAS_LENGTH)} characters.`,
      },
    });
  }
  return aliases;
}
