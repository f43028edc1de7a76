import 'server-only';
import { ownSettings } from '#lib/policy/own-settings.ts';
import { browserName } from '#lib/sign-in/browser-name.ts';
import { signInMethodWords } from '#lib/sign-in/sign-in-method.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { offeredProviders } from '#server/auth/providers.ts';
import { listSessions } from '#server/db/sessions.ts';
import { findUserById } from '#server/db/users.ts';

/** One browser in which somebody is signed in. */
export type SessionView = {
  id: string;
  /** Such as "Firefox on Linux". */
  browser: string;
  /** How they signed in there, such as "by mail"; null when nothing tells. */
  method: string | null;
  since: string;
  /** Whether it is the browser that asks. */
  here: boolean;
};

export type AccountView = {
  name: string;
  email: string | null;
  /** Whether it was proved that they read mail at the address. */
  emailProved: boolean;
  hasPassword: boolean;
  /** This browser first, then the newest. */
  sessions: SessionView[];
};

/** How the asker signs in, and where they are signed in; null for whoever is not signed in. */
export async function accountView(): Promise<AccountView | null> {
  const actor = await currentActor();
  const userId = ownSettings(actor);
  const user = userId === null ? null : await findUserById(userId);
  if (actor.kind !== 'user' || user === null) return null;
  const names = new Map(offeredProviders().map(({ id, name }) => [id, name]));
  const sessions = (await listSessions(user.id)).map((session) => ({
    id: session.id,
    browser: browserName(session.userAgent) ?? 'Unknown browser',
    method: signInMethodWords(session.method, (id) => names.get(id) ?? id),
    since: session.createdAt.toISOString(),
    here: session.id === actor.sessionId,
  }));
  return {
    name: user.name,
    email: user.email,
    emailProved: user.emailVerifiedAt !== null,
    hasPassword: user.passwordHash !== null,
    sessions: [...sessions.filter(({ here }) => here), ...sessions.filter(({ here }) => !here)],
  };
}
