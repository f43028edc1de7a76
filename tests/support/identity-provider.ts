import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';

/** What the provider tells about an account, beside its id. */
export type AccountClaims = {
  name?: string;
  preferred_username?: string;
  email?: string;
  email_verified?: boolean;
};

export type IdentityProvider = {
  issuer: string;
  /** The variables with which an app lets people sign in here. */
  env: Record<string, string>;
  /** Makes an account, or changes what is told about it. */
  account(id: string, claims: AccountClaims): void;
  close(): Promise<void>;
};

const keys = [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })];

/**
 * Starts a real OpenID Connect provider on a free port of this machine for an app that will answer at `appUrl`. Its page
 * asks which account it is, and for nothing else.
 */
export async function startIdentityProvider(appUrl: string): Promise<IdentityProvider> {
  const accounts = new Map<string, AccountClaims>();
  const secret = randomBytes(24).toString('base64url');
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.end();
  };
  const server = createServer((request, response) => {
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'callnotes',
        client_secret: secret,
        redirect_uris: [`${appUrl}/api/auth/callback/oidc`],
      },
    ],
    jwks: { keys: keys.map((key) => ({ ...key, use: 'sig', alg: 'RS256' })) },
    cookies: { keys: [secret] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, ...accounts.get(id) }),
    }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    async loadExistingGrant(context) {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
  const protocol = provider.callback();

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(
        `<!doctype html><html lang="en"><title>Harbour ID</title><form method="post"><label>Account <input name="account"></label> <button>Go on</button></form></html>`,
      );
      return;
    }
    const id = new URLSearchParams(await text(request)).get('account') ?? '';
    await provider.interactionFinished(
      request,
      response,
      accounts.has(id) ? { login: { accountId: id } } : { error: 'access_denied' },
    );
  }

  answer = (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(request, response);
    else void protocol(request, response);
  };
  return {
    issuer,
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'callnotes',
      OIDC_CLIENT_SECRET: secret,
      OIDC_NAME: 'Harbour ID',
    },
    account(id, claims) {
      accounts.set(id, claims);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
