/** What a form shows after it was sent. */
export type FormState = {
  status: 'idle' | 'done' | 'failed';
  message: string | null;
  /** Field name to what is wrong with it. */
  details: Readonly<Record<string, string>>;
  /** What was typed, to stand in the form again; never a password. */
  values: Readonly<Record<string, string>>;
};

export const idleForm: FormState = { status: 'idle', message: null, details: {}, values: {} };
