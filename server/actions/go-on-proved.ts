import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { askedMail } from '#server/auth/asked-mail.ts';
import { beginSession } from '#server/auth/begin-session.ts';
import { openProvedAddress } from '#server/auth/open-proved-address.ts';
import { pendingAccount } from '#server/auth/pending-account.ts';
import { safePath } from '#server/auth/safe-path.ts';

/**
 * Where a browser goes whose reader has just proved an e-mail address: signed in to its account and on to where they came
 * from, or to the page that asks what they are called.
 */
export async function goOnProved(email: string, callbackUrl: string | undefined): Promise<never> {
  const next = safePath(callbackUrl);
  await askedMail.clear();
  const account = await openProvedAddress(email);
  if (account === null) {
    await pendingAccount.write({ email, identity: null });
    redirect(`/sign-in/name?callbackUrl=${encodeURIComponent(next)}`);
  }
  await beginSession(account.userId, 'mail');
  revalidatePath('/', 'layout');
  redirect(next);
}
