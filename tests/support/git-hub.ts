import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type GitHubAccount = {
  id: number;
  login: string;
  name: string | null;
  emails: { email: string; primary: boolean; verified: boolean }[];
};

export type GitHub = {
  env: Record<string, string>;
  /** Who is signed in there. */
  account: GitHubAccount;
  close(): Promise<void>;
};

/** A stand-in for GitHub's OAuth addresses on this machine: whoever comes is sent back as `account`. */
export async function startGitHub(account: GitHubAccount): Promise<GitHub> {
  const hub = { account };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hub');
    const json = (value: unknown): void => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(value));
    };
    switch (url.pathname) {
      case '/login/oauth/authorize': {
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.searchParams.set('code', randomUUID());
        back.searchParams.set('state', url.searchParams.get('state') ?? '');
        response.writeHead(302, { Location: back.href }).end();
        break;
      }
      case '/login/oauth/access_token':
        json({ access_token: 'hub-token', token_type: 'bearer', scope: 'read:user,user:email' });
        break;
      case '/api/v3/user':
        // The public address, which is not always a verified one.
        json({ ...hub.account, emails: undefined, email: 'public@example.org' });
        break;
      case '/api/v3/user/emails':
        json(request.headers.authorization === 'Bearer hub-token' ? hub.account.emails : []);
        break;
      default:
        response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return Object.assign(hub, {
    env: { GITHUB_URL: url, GITHUB_ID: 'hub-app', GITHUB_SECRET: 'hub-secret' },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  });
}
