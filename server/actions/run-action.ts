import type { z } from 'zod';
import { AppError, isAppError } from '#lib/errors.ts';
import { idleForm, type FormLink, type FormState } from './form-state.ts';

const secretFields = new Set(['password', 'oldPassword', 'token']);

/**
 * What a form shows for a run of `work` over its parsed fields. An AppError becomes the form's own words; any other
 * error, and a redirect, goes on to Next.
 */
export async function runAction<T>(
  form: FormData,
  schema: z.ZodType<T>,
  work: (input: T) => Promise<string | null | { message: string; link: FormLink }>,
): Promise<FormState> {
  const fields = textFields(form);
  const values = Object.fromEntries(Object.entries(fields).filter(([name]) => !secretFields.has(name)));
  try {
    const said = await work(parseFields(schema, fields));
    const words = typeof said === 'object' && said !== null ? said : { message: said };
    return { status: 'done', ...words, details: {}, values: {} };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { status: 'failed', message: error.message, details: error.details, values };
  }
}

/** The form as it was sent, when it was sent only to be shown anew and nothing is to be changed. */
export function shownAgain(form: FormData): FormState {
  return { ...idleForm, values: textFields(form) };
}

function textFields(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    // Names that begin with $ are Next's own.
    if (typeof value === 'string' && !name.startsWith('$')) fields[name] = value;
  }
  return fields;
}

function parseFields<T>(schema: z.ZodType<T>, fields: Record<string, string>): T {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const details: Record<string, string> = {};
  for (const issue of parsed.error.issues) details[issue.path.join('.')] ??= issue.message;
  throw new AppError('invalid', {
    message: 'Something in the form is not right. Nothing was changed.',
    details,
  });
}
