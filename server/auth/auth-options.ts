import { cookies } from 'next/headers';
import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { isAppError } from '#lib/errors.ts';
import { deleteSession, findSession } from '#server/db/sessions.ts';
import { findIdentity } from '#server/db/identities.ts';
import { log } from '#server/log.ts';
import { callbackPath } from './callback-path.ts';
import { checkPassword } from './check-password.ts';
import { joinAsGuest } from './join-as-guest.ts';
import { pendingAccount } from './pending-account.ts';
import { providerClaims } from './provider-claims.ts';
import { oauthProviders } from './providers.ts';
import { requestAddress } from './request-address.ts';
import { resolveIdentity } from './resolve-identity.ts';
import { safePath } from './safe-path.ts';
import { authSecret } from './secret.ts';
import { SESSION_SECONDS } from './session-cookie.ts';
import { startSession } from './start-session.ts';

/** What next-auth needs to know. The cookie carries `{ sub, sid }` and nothing else; the session's row is the truth. */
export function authOptions(): AuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/' },
    providers: [
      CredentialsProvider({
        id: 'password',
        name: 'Password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: async (credentials) =>
          orNobody(async () =>
            checkPassword(credentials?.email ?? '', credentials?.password ?? '', await requestAddress()),
          ),
      }),
      CredentialsProvider({
        id: 'guest',
        name: 'Call link',
        credentials: { token: { type: 'text' }, name: { type: 'text' } },
        authorize: async (credentials) =>
          orNobody(async () =>
            joinAsGuest(credentials?.token ?? '', credentials?.name ?? '', await requestAddress()),
          ),
      }),
      ...oauthProviders(),
    ],
    logger: {
      error(code, cause) {
        // An old or made-up cookie is no error of ours, and whoever sends it must not fill the log.
        if (code === 'JWT_SESSION_ERROR') log.debug({ code }, 'session cookie refused');
        else log.warn({ code, reason: reasonOf(cause) }, 'sign-in failed');
      },
      warn(code) {
        log.debug({ code }, 'sign-in warning');
      },
      debug: () => undefined,
    },
    callbacks: {
      /** Only ever a place on this site, whatever was asked for. */
      redirect({ url, baseUrl }) {
        return `${baseUrl}${safePath(url)}`;
      },
      async signIn({ account, profile }) {
        if (account?.type !== 'oauth') return true;
        const found = await resolveIdentity(providerClaims(account.provider, profile));
        if (found.kind === 'signed-in') return true;
        const next = `callbackUrl=${encodeURIComponent(callbackPath(await cookies()))}`;
        await pendingAccount.write(found.account);
        if (found.kind === 'unproved') {
          return `/sign-in?error=AddressUnproved&provider=${account.provider}&${next}`;
        }
        return `/sign-in/name?${next}`;
      },
      async jwt({ token, user, account }) {
        // `user` stands only at the moment of signing in.
        if (user !== undefined) {
          const userId =
            account?.type === 'oauth'
              ? (await findIdentity({ provider: account.provider, subject: account.providerAccountId }))
                  ?.userId
              : user.id;
          if (userId === undefined) throw new Error('nobody has this identity');
          const session = await startSession(userId, account?.provider ?? null);
          return { sub: userId, sid: session.id };
        }
        const sid = typeof token['sid'] === 'string' ? token['sid'] : '';
        const session = sid === '' ? null : await findSession(sid);
        if (session === null || session.expiresAt.getTime() <= Date.now()) throw new Error('session ended');
        return { sub: session.userId, sid };
      },
      session({ session }) {
        return { expires: session.expires };
      },
    },
    events: {
      async signOut({ token }) {
        const sid = token['sid'];
        if (typeof sid === 'string') await deleteSession(sid);
      },
    },
  };
}

/** Why something failed, without the answer that a provider gave. */
function reasonOf(cause: unknown): string | undefined {
  const error = cause instanceof Error ? cause : (cause as { error?: unknown } | undefined)?.error;
  return error instanceof Error ? error.message.slice(0, 300) : undefined;
}

async function orNobody<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
