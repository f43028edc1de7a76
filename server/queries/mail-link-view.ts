import 'server-only';
import { addressOfLink } from '#server/auth/sign-in-mail.ts';

/** The address that a mail's link signs in, without using it up; null when the link does not count (any more). */
export async function mailLinkView(link: string): Promise<{ email: string } | null> {
  const email = await addressOfLink(link);
  return email === null ? null : { email };
}
