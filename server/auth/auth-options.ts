import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { isAppError } from '#lib/errors.ts';
import { createSession, deleteSession, findSession } from '#server/db/sessions.ts';
import { log } from '#server/log.ts';
import { checkPassword } from './check-password.ts';
import { joinAsGuest } from './join-as-guest.ts';
import { requestAddress } from './request-address.ts';
import { authSecret } from './secret.ts';
import { SESSION_SECONDS } from './session-cookie.ts';

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
    ],
    logger: {
      error(code) {
        // An old or made-up cookie is no error of ours, and whoever sends it must not fill the log.
        if (code === 'JWT_SESSION_ERROR') log.debug({ code }, 'session cookie refused');
        else log.error({ code }, 'sign-in failed');
      },
      warn(code) {
        log.debug({ code }, 'sign-in warning');
      },
      debug: () => undefined,
    },
    callbacks: {
      async jwt({ token, user }) {
        // `user` stands only at the moment of signing in.
        if (user !== undefined) {
          const session = await createSession(user.id);
          return { sub: user.id, sid: session.id };
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

async function orNobody<T>(find: () => Promise<T>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
