import type { OAuthConfig } from 'next-auth/providers/oauth';
import { loadEnv, type Env } from '#server/env.ts';
import { providerClaims } from './provider-claims.ts';

/** A way to sign in that leads over another site. */
export type OfferedProvider = { id: string; name: string };

type Answer = Record<string, unknown>;

/** How long another site may take to answer, in milliseconds. */
const httpOptions = { timeout: 8000 };

/** The ways to sign in over another site that the environment names, in the order in which they are offered. */
export function offeredProviders(): OfferedProvider[] {
  return oauthProviders().map(({ id, name }) => ({ id, name }));
}

/** What next-auth needs to know of each of them. */
export function oauthProviders(): OAuthConfig<Answer>[] {
  const { github, oidc } = loadEnv();
  return [...(oidc === null ? [] : [openIdConnect(oidc)]), ...(github === null ? [] : [gitHub(github)])];
}

function openIdConnect(oidc: NonNullable<Env['oidc']>): OAuthConfig<Answer> {
  return {
    id: 'oidc',
    name: oidc.name,
    type: 'oauth',
    wellKnown: `${oidc.issuer}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid profile email' } },
    httpOptions,
    userinfo: {
      // The signed token says who it is; name and address stand there with some providers, and only here with others.
      async request({ client, tokens }) {
        // What next-auth hands on is the client's own set of tokens, which its types do not say. Given the whole of it, the
        // client refuses an answer about somebody else than the signed token.
        const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
        const signed = set.claims();
        if (client.issuer.metadata.userinfo_endpoint === undefined) return signed;
        return { ...(await client.userinfo(set)), ...signed };
      },
    },
    profile: (answer) => ({ id: providerClaims('oidc', answer).subject }),
  };
}

function gitHub({ url, id, secret }: NonNullable<Env['github']>): OAuthConfig<Answer> {
  const api = url === 'https://github.com' ? 'https://api.github.com' : `${url}/api/v3`;
  return {
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    clientId: id,
    clientSecret: secret,
    checks: ['pkce', 'state'],
    authorization: { url: `${url}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${url}/login/oauth/access_token`,
    httpOptions,
    userinfo: {
      url: `${api}/user`,
      async request({ client, tokens }) {
        const user = await client.userinfo(tokens.access_token ?? '');
        return { ...user, emails: await gitHubAddresses(api, tokens.access_token ?? '') };
      },
    },
    profile: (answer) => ({ id: providerClaims('github', answer).subject }),
  };
}

/** The addresses of the account, public or not: `user` tells only the public one, and not whether it is verified. */
async function gitHubAddresses(api: string, token: string): Promise<unknown> {
  const answer = await fetch(`${api}/user/emails`, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(httpOptions.timeout),
    redirect: 'error',
  });
  return answer.ok ? answer.json() : [];
}
