import { z } from 'zod';
import { sealedCookie, type SealedCookie } from './sealed-cookie.ts';
import { MAIL_SECONDS } from './sign-in-mail.ts';

const schema = z.object({ mailId: z.string(), email: z.string() });

/** Which mail this browser asked for: its digits count here and in no other browser. */
export const askedMail: SealedCookie<z.infer<typeof schema>> = sealedCookie(
  'callnotes.asked-mail',
  schema,
  MAIL_SECONDS,
);
