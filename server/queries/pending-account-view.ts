import 'server-only';
import { pendingAccount } from '#server/auth/pending-account.ts';

/** Whom this browser is making an account for; null when nobody has just proved who they are. */
export async function pendingAccountView(): Promise<{ email: string | null } | null> {
  const pending = await pendingAccount.read();
  return pending === null ? null : { email: pending.email };
}
