import { startApp, type App } from './app.ts';
import { freePort } from './free-port.ts';
import { startGitHub, type GitHub } from './git-hub.ts';
import { startIdentityProvider, type IdentityProvider } from './identity-provider.ts';
import { startMailServer, type MailServer, type ReceivedMail } from './mail-server.ts';

/** An app with every way to sign in: a real mail server, a real OpenID Connect provider, and a stand-in for GitHub. */
export type SignInWorld = {
  app: App;
  mails: MailServer;
  provider: IdentityProvider;
  gitHub: GitHub;
  close(): Promise<void>;
};

/** @param dataFolder where its database is already, if anywhere: to make one takes seconds. */
export async function startSignInWorld(dataFolder?: string): Promise<SignInWorld> {
  const port = await freePort();
  const mails = await startMailServer();
  const provider = await startIdentityProvider(`http://127.0.0.1:${String(port)}`);
  const gitHub = await startGitHub({ id: 1, login: 'nobody', name: null, emails: [] });
  const app = await startApp({
    port,
    ...(dataFolder === undefined ? {} : { dataFolder }),
    env: {
      SMTP_URL: mails.url,
      MAIL_FROM: 'Callnotes <notes@example.org>',
      ...provider.env,
      ...gitHub.env,
    },
  });
  return {
    app,
    mails,
    provider,
    gitHub,
    async close() {
      await app.stop();
      await Promise.allSettled([mails.close(), provider.close(), gitHub.close()]);
    },
  };
}

/** The six digits that stand in a mail. */
export function digitsOf(mail: ReceivedMail): string {
  return /^(\d{3}) (\d{3})$/mu.exec(mail.text)?.slice(1).join('') ?? '';
}

/** The address that stands in a mail. */
export function linkOf(mail: ReceivedMail): string {
  return /^https?:\/\/\S+$/mu.exec(mail.text)?.[0] ?? '';
}
