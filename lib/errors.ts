/** The closed list of what can go wrong, from the caller's point of view. */
export type AppErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'too_large'
  | 'too_many'
  | 'unavailable';

export type AppErrorOptions = {
  /** What a person may read: what was wrong, what is safe, what to do. */
  message: string;
  cause?: unknown;
  /** Field name to sentence, for forms. */
  details?: Readonly<Record<string, string>>;
};

/** The one error that domain and data code throws; every edge maps it once. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: AppErrorCode, options: AppErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Whether `error` is an AppError, optionally of one code. */
export function isAppError(error: unknown, code?: AppErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
