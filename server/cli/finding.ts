import { isAppError } from '#lib/errors.ts';

/** What one check of `doctor` found; `note` is neither good nor bad. */
export type Finding = { state: 'ok' | 'note' | 'fail'; name: string; text: string };

/** Runs a check; what it throws is its finding. */
export async function examine(name: string, check: () => Promise<string>): Promise<Finding> {
  try {
    return { state: 'ok', name, text: await check() };
  } catch (error) {
    return { state: 'fail', name, text: problemOf(error) };
  }
}

/** What went wrong, on one line. */
export function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = isAppError(error) ? text : (text.split('\n').findLast((part) => part.trim() !== '') ?? text);
  return line.replaceAll(/\s+/gu, ' ').trim();
}
