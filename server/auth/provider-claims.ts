import { z } from 'zod';
import { isAppError } from '#lib/errors.ts';
import { parseEmail } from './parse-email.ts';
import { parsePersonName } from './person-name.ts';

/** What a provider says about somebody who signs in with it. */
export type ProviderClaims = {
  provider: string;
  /** Their lasting id with the provider. */
  subject: string;
  /** A usable name; null when the provider gives none. */
  name: string | null;
  /** An address that the provider vouches for; null when it vouches for none. */
  email: string | null;
};

const oidcClaims = z.object({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(255),
  name: z.unknown().optional(),
  preferred_username: z.unknown().optional(),
  email: z.unknown().optional(),
  email_verified: z.unknown().optional(),
});

const githubUser = z.object({
  id: z.int().positive(),
  login: z.string(),
  name: z.unknown().optional(),
  emails: z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() })),
});

/**
 * What a provider's answer means. An OpenID Connect account is known by issuer and subject together, so that another issuer
 * in the environment is not believed about the accounts of the one before.
 * @throws z.ZodError for an answer without a lasting id.
 */
export function providerClaims(provider: string, answer: unknown): ProviderClaims {
  if (provider === 'github') {
    const user = githubUser.parse(answer);
    const primary = user.emails.find((entry) => entry.primary && entry.verified);
    return {
      provider,
      subject: String(user.id),
      name: usableName(user.name) ?? usableName(user.login),
      email: usableEmail(primary?.email),
    };
  }
  const claims = oidcClaims.parse(answer);
  return {
    provider,
    subject: `${claims.iss} ${claims.sub}`,
    name: usableName(claims.name) ?? usableName(claims.preferred_username),
    // Only the value true vouches: "false" is a string that some providers send.
    email: claims.email_verified === true ? usableEmail(claims.email) : null,
  };
}

function usableName(name: unknown): string | null {
  return typeof name === 'string' ? orNull(() => parsePersonName(name)) : null;
}

function usableEmail(email: unknown): string | null {
  return typeof email === 'string' ? orNull(() => parseEmail(email)) : null;
}

function orNull(parse: () => string): string | null {
  try {
    return parse();
  } catch (error) {
    if (isAppError(error, 'invalid')) return null;
    throw error;
  }
}
