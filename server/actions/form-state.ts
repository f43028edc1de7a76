/** What a form shows after it was sent. */
export type FormState = {
  status: 'idle' | 'done' | 'failed';
  message: string | null;
  /** Where what was done is found. */
  link?: FormLink;
  /** Field name to what is wrong with it. */
  details: Readonly<Record<string, string>>;
  /** What was typed, to stand in the form again; never a password. */
  values: Readonly<Record<string, string>>;
};

export type FormLink = { href: string; text: string };

export const idleForm: FormState = { status: 'idle', message: null, details: {}, values: {} };
