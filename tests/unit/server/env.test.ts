import path from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { loadEnv, loadLogLevel } from '#server/env.ts';

test('figures need a token that cannot be guessed, and a server leaves within a minute', () => {
  expect(loadEnv({ METRICS_TOKEN: '0123456789abcdef', DRAIN_SECONDS: '5' })).toMatchObject({
    metricsToken: '0123456789abcdef',
    drainMs: 5_000,
  });
  expect(() => loadEnv({ METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN must have at least 16 characters');
  for (const wrong of ['-1', '61', 'soon'])
    expect(() => loadEnv({ DRAIN_SECONDS: wrong })).toThrow('DRAIN_SECONDS');
});

test('an empty environment gives the defaults', () => {
  expect(loadEnv({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataFolder: path.resolve('.data'),
    publicUrl: 'http://localhost:3000',
    databaseUrl: null,
    redisUrl: null,
    drainMs: 0,
    metricsToken: null,
    authSecret: null,
    smtpUrl: null,
    mailFrom: null,
    github: null,
    oidc: null,
    logLevel: 'info',
    collabLimits: {},
    nodeEnv: 'production',
  });
});

test('the public address follows the port until it is set', () => {
  expect(loadEnv({ PORT: '4100' }).publicUrl).toBe('http://localhost:4100');
  expect(loadEnv({ PORT: '4100', CALLNOTES_URL: 'https://notes.example.org/' }).publicUrl).toBe(
    'https://notes.example.org',
  );
});

test('an empty variable counts as absent', () => {
  expect(loadEnv({ PORT: '', DATABASE_URL: '' })).toEqual(loadEnv({}));
});

test('every wrong variable is named at once', () => {
  const load = () =>
    loadEnv({
      PORT: 'http',
      CALLNOTES_URL: 'example.org/notes',
      DATABASE_URL: 'mysql://x',
      LOG_LEVEL: 'loud',
    });
  expect(load).toThrow(AppError);
  expect(load).toThrow(
    /PORT must be[^]*CALLNOTES_URL must be[^]*DATABASE_URL must begin[^]*LOG_LEVEL must be/u,
  );
});

test.each(['https://notes.example.org/team', 'ftp://notes.example.org', 'https://user@notes.example.org'])(
  'a public address like %s is refused',
  (address) => {
    expect(() => loadEnv({ CALLNOTES_URL: address })).toThrow('CALLNOTES_URL');
  },
);

test.each(['https://mail.example.org', 'mail.example.org:25', 'smtp://', 'smtps:mail'])(
  'a mail server like %s is refused',
  (address) => {
    expect(() => loadEnv({ SMTP_URL: address, MAIL_FROM: 'notes@example.org' })).toThrow('SMTP_URL must be');
  },
);

test('Redis asks for the database and the secret that the servers share', () => {
  const load = () => loadEnv({ REDIS_URL: 'redis://127.0.0.1:6379' });
  expect(load).toThrow(/DATABASE_URL must be set when REDIS_URL is[^]*NEXTAUTH_SECRET must be set/u);
  expect(() => loadEnv({ REDIS_URL: '127.0.0.1:6379' })).toThrow('REDIS_URL must begin with');
});

test('a mail server asks for the address that mails come from', () => {
  expect(() => loadEnv({ SMTP_URL: 'smtp://mail.example.org' })).toThrow(
    'MAIL_FROM must be set when SMTP_URL is.',
  );
  const env = loadEnv({
    SMTP_URL: 'smtp://mail.example.org:2525',
    MAIL_FROM: 'Callnotes <notes@example.org>',
  });
  expect(env).toMatchObject({
    smtpUrl: 'smtp://mail.example.org:2525',
    mailFrom: 'Callnotes <notes@example.org>',
  });
});

test.each(['Callnotes', 'a@example.org, b@example.org', 'A\nBcc: b@example.org <a@example.org>', '<a@b@c>'])(
  'mails do not come from %j',
  (sender) => {
    expect(() => loadEnv({ MAIL_FROM: sender })).toThrow('MAIL_FROM must be');
  },
);

test('a provider is there only with its whole set of variables', () => {
  expect(() => loadEnv({ GITHUB_ID: 'x' })).toThrow('GITHUB_SECRET must be set when GITHUB_ID is.');
  expect(() => loadEnv({ OIDC_ISSUER: 'https://id.example.org' })).toThrow(
    /OIDC_CLIENT_ID must be set[^]*OIDC_CLIENT_SECRET must be set/u,
  );
  const env = loadEnv({
    GITHUB_ID: 'x',
    GITHUB_SECRET: 'y',
    OIDC_ISSUER: 'https://id.example.org/realm/',
    OIDC_CLIENT_ID: 'notes',
    OIDC_CLIENT_SECRET: 'z',
    OIDC_NAME: 'Harbour ID',
  });
  expect(env.github).toEqual({ url: 'https://github.com', id: 'x', secret: 'y' });
  expect(env.oidc).toEqual({
    issuer: 'https://id.example.org/realm',
    clientId: 'notes',
    clientSecret: 'z',
    name: 'Harbour ID',
  });
});

test.each([
  'http://id.example.org',
  'id.example.org',
  'https://user@id.example.org',
  'https://id.example.org/?a',
])('a provider like %s is refused: secrets go there', (issuer) => {
  expect(() => loadEnv({ OIDC_ISSUER: issuer })).toThrow('OIDC_ISSUER must be');
});

test('a checked environment cannot be changed', () => {
  expect(Object.isFrozen(loadEnv({}))).toBe(true);
});

test('a wrong log level falls back until the environment is checked', () => {
  expect(loadLogLevel({ LOG_LEVEL: 'loud' })).toBe('info');
  expect(loadLogLevel({ LOG_LEVEL: 'debug' })).toBe('debug');
});

test('limits of the collaboration server are given as JSON', () => {
  const limits = { socketsPerCall: 1_000, messageBurst: 0.5 };
  expect(loadEnv({ COLLAB_LIMITS: JSON.stringify(limits) }).collabLimits).toEqual(limits);
});

test.each([
  ['{socketsPerCall: 5}', 'must be a JSON object'],
  ['[1]', 'must be a JSON object'],
  ['null', 'must be a JSON object'],
  ['{"sockets": 5}', 'has no limit called sockets'],
  ['{"toString": 5}', 'has no limit called toString'],
  ['{"socketsPerCall": 0}', 'must have a number above 0 as socketsPerCall'],
  ['{"socketsPerCall": "5"}', 'must have a number above 0 as socketsPerCall'],
  ['{"idleMs": null}', 'must have a number above 0 as idleMs'],
])('limits like %s are refused', (text, why) => {
  expect(() => loadEnv({ COLLAB_LIMITS: text })).toThrow(`COLLAB_LIMITS ${why}`);
});
