import { AppError } from '#lib/errors.ts';

const LONGEST = 60;

/** First path segments that pages and files of the program use, now or soon; no series may take them. */
export const reservedSlugs: ReadonlySet<string> = new Set(
  (
    'account actions admin api auth calendar calls collab decisions favicon.ico feed healthz help invitation join login ' +
    'logout metrics new people readyz reminders robots.txt search series settings setup sign-in sign-out sign-up topics www'
  ).split(' '),
);

/**
 * The slug of a series as it is stored and compared: lower case, letters, digits and single hyphens.
 * @throws AppError `invalid` that says which rule the text breaks.
 */
export function parseSlug(text: string): string {
  const slug = text.trim().toLowerCase();
  const problem = problemOf(slug);
  if (problem !== null) {
    throw new AppError('invalid', {
      message: `"${text.trim()}" cannot be the address of a series: ${problem}`,
      details: { slug: problem },
    });
  }
  return slug;
}

function problemOf(slug: string): string | null {
  if (slug === '') return 'write at least one letter.';
  if (slug.length > LONGEST) return `use at most ${String(LONGEST)} characters.`;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(slug)) {
    return 'use the letters a to z, digits, and single hyphens between them.';
  }
  if (/^\d+$/u.test(slug)) return 'use at least one letter.';
  if (reservedSlugs.has(slug)) return 'this word is used by the program itself.';
  return null;
}
