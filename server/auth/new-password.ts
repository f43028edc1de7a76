import { z } from 'zod';
import { MIN_PASSWORD_LENGTH } from './password.ts';

/** A password that somebody chooses: long enough, and short enough to be worked on. */
export const newPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `Use at least ${String(MIN_PASSWORD_LENGTH)} characters.`)
  .max(1024, 'Use at most 1024 characters.');
