import { describe, expect, test } from 'vitest';
import { providerClaims } from '#server/auth/provider-claims.ts';

const claims = {
  iss: 'https://id.example.org',
  sub: 'a1',
  name: 'Ada',
  email: 'Ada@Example.org',
  email_verified: true,
};

describe('an OpenID Connect provider’s answer', () => {
  test('tells who it is by issuer and subject together, with a name and an address it vouches for', () => {
    expect(providerClaims('oidc', claims)).toEqual({
      provider: 'oidc',
      subject: 'https://id.example.org a1',
      name: 'Ada',
      email: 'ada@example.org',
    });
  });

  test.each([false, 'true', 1, undefined, null])(
    'vouches for no address when it says verified: %j',
    (verified) => {
      expect(providerClaims('oidc', { ...claims, email_verified: verified }).email).toBeNull();
    },
  );

  test.each(['ada@example.org,eve@evil.example', 'ada', 7, null])(
    'with the address %j tells none',
    (email) => {
      expect(providerClaims('oidc', { ...claims, email }).email).toBeNull();
    },
  );

  test('takes the login where there is no usable name, and no name at all where there is neither', () => {
    expect(providerClaims('oidc', { ...claims, name: ' ', preferred_username: 'ada' }).name).toBe('ada');
    expect(providerClaims('oidc', { ...claims, name: 'x'.repeat(200) }).name).toBeNull();
  });

  test.each([{ sub: '' }, { sub: undefined }, { iss: undefined }, { sub: 'x'.repeat(300) }])(
    'without a lasting id is refused: %j',
    (missing) => {
      expect(() => providerClaims('oidc', { ...claims, ...missing })).toThrow(/invalid|too/iu);
    },
  );
});

describe('GitHub’s answer', () => {
  const user = { id: 7, login: 'ada', name: null, email: 'public@example.org' };

  test('tells who it is by number, and brings the primary address alone, if it is verified', () => {
    const emails = [
      { email: 'other@example.org', primary: false, verified: true },
      { email: 'ada@example.org', primary: true, verified: true },
    ];
    expect(providerClaims('github', { ...user, emails })).toEqual({
      provider: 'github',
      subject: '7',
      name: 'ada',
      email: 'ada@example.org',
    });
    const unverified = emails.map((entry) => ({ ...entry, verified: !entry.primary }));
    expect(providerClaims('github', { ...user, emails: unverified }).email).toBeNull();
    expect(providerClaims('github', { ...user, emails: [] }).email).toBeNull();
  });

  test('without a number is refused', () => {
    expect(() => providerClaims('github', { ...user, id: undefined, emails: [] })).toThrow(/invalid/iu);
  });
});
