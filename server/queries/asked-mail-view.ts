import 'server-only';
import { askedMail } from '#server/auth/asked-mail.ts';
import { loadEnv } from '#server/env.ts';

/** The mail that this browser asked for, to wait for its digits; null when it asked for none, or too long ago. */
export async function askedMailView(): Promise<{ email: string; mailSetUp: boolean } | null> {
  const asked = await askedMail.read();
  return asked === null ? null : { email: asked.email, mailSetUp: loadEnv().smtpUrl !== null };
}
