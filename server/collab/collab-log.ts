/** The part of the process's log that is used here. Fields never hold note text, names, cookies or tokens. */
export type CollabLogger = Record<'info' | 'warn' | 'error', (fields: object, event: string) => void>;
