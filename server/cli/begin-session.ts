import { createSessionCookie } from '#server/auth/session-cookie.ts';
import { prisma } from '#server/db/client.ts';
import { createUser, findUserByEmail, type User } from '#server/db/users.ts';
import { giveRole, type GrantableRole } from './give-role.ts';

/**
 * Makes the user of an address unless there is one, gives them a role for a call as `giveRole` does, and begins a
 * session at a public address. Gives the session's cookie.
 */
export async function beginSession(
  email: string,
  call: { id: string; seriesId: string } | null,
  role: GrantableRole | undefined,
  publicUrl: string,
): Promise<{ name: string; value: string }> {
  const user = await prisma().$transaction(async (tx) => {
    const known =
      (await findUserByEmail(email, tx)) ?? (await createUser({ email, name: nameOf(email) }, tx));
    await giveRole(tx, known, call, role);
    return known;
  });
  return createSessionCookie(user.id, { method: 'command' }, publicUrl);
}

/** `rosa.quill@example.org` becomes `Rosa Quill`. */
function nameOf(email: User['email'] & string): string {
  const words = email
    .replace(/@.*$/u, '')
    .split(/[._+-]+/u)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join(' ') || email;
}
