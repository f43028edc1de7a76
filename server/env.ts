import path from 'node:path';
import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { defaultLimits, type CollabLimits } from './collab/limits.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything the process learns from its environment; nothing else reads `process.env`. */
export type Env = Readonly<{
  /** Port to bind; 0 lets the system choose. */
  port: number;
  /** Address to bind. */
  host: string;
  /** Absolute path of the data folder. */
  dataFolder: string;
  /** Address at which browsers reach the server: scheme and host, no path, no slash at the end. */
  publicUrl: string;
  /** Connection string of a Postgres server; null means the embedded database. */
  databaseUrl: string | null;
  /** Connection string of the Redis by which several servers on one database hear of each other; null for one server. */
  redisUrl: string | null;
  /** Secret that seals session cookies; null means the one in the data folder. */
  authSecret: string | null;
  /** How long a server that was asked to end says that it is not ready before it ends, in milliseconds. */
  drainMs: number;
  /** Whoever sends it reads the figures at `/metrics`; null means that there are none to read. */
  metricsToken: string | null;
  /** Connection string of the mail server; null means that mails stand in the log. */
  smtpUrl: string | null;
  /** Who mails come from, such as `Callnotes <notes@example.org>`; set whenever `smtpUrl` is. */
  mailFrom: string | null;
  /** The app registered with GitHub (at `url`, which an own GitHub server may have) that signs people in; null for none. */
  github: Readonly<{ url: string; id: string; secret: string }> | null;
  /** The OpenID Connect provider that signs people in, by the name people know it by; null for none. */
  oidc: Readonly<{ issuer: string; clientId: string; clientSecret: string; name: string }> | null;
  logLevel: LogLevel;
  /** Limits of the collaboration server that differ from its defaults. */
  collabLimits: Readonly<Partial<CollabLimits>>;
  nodeEnv: 'production' | 'development' | 'test';
}>;

/** Exit code of a process whose environment is wrong (EX_CONFIG of sysexits). */
export const EXIT_CONFIG = 78;

const port = z
  .string()
  .regex(/^\d+$/u, 'must be a whole number')
  .transform(Number)
  .refine((value) => value <= 65_535, 'must be at most 65535');

const publicUrl = z
  .string()
  .refine(isOrigin, 'must be an http or https address without a path, such as https://notes.example.org')
  .transform((value) => new URL(value).origin);

const databaseUrl = z
  .string()
  .regex(/^postgres(?:ql)?:\/\//u, 'must begin with postgres:// or postgresql://');

const redisUrl = z.string().regex(/^rediss?:\/\//u, 'must begin with redis:// or rediss://');

const smtpUrl = z
  .string()
  .refine(
    isMailServer,
    'must be smtp:// or smtps:// and a host, such as smtps://user:password@mail.example.org',
  );

const mailFrom = z
  .string()
  .regex(
    /^(?:[^\p{Cc}<>@,;"]+<[^\s<>@,;"]+@[^\s<>@,;"]+>|[^\s<>@,;"]+@[^\s<>@,;"]+)$/u,
    'must be one address, alone or as Callnotes <notes@example.org>',
  );

const providerUrl = z
  .string()
  .refine(isProviderUrl, 'must be an https address without a query, such as https://id.example.org')
  .transform((value) => value.replace(/\/+$/u, ''));

const limitNames = Object.keys(defaultLimits) as (keyof CollabLimits)[];

const collabLimits = z.string().transform((text, context): Partial<CollabLimits> => {
  const limits = jsonObject(text);
  if (limits === null) {
    context.addIssue({ code: 'custom', message: 'must be a JSON object, such as {"socketsPerCall": 1000}' });
    return z.NEVER;
  }
  const unknown = Object.keys(limits).find((name) => !limitNames.some((known) => known === name));
  const wrong = Object.keys(limits).find((name) => !isPositive(limits[name]));
  if (unknown !== undefined) {
    context.addIssue({ code: 'custom', message: `has no limit called ${unknown}` });
  } else if (wrong !== undefined) {
    context.addIssue({ code: 'custom', message: `must have a number above 0 as ${wrong}` });
  }
  return limits;
});

const variables = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  CALLNOTES_DATA: z.string().default('.data'),
  CALLNOTES_URL: publicUrl.optional(),
  DATABASE_URL: databaseUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  DRAIN_SECONDS: z
    .string()
    .regex(/^\d+$/u, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= 60, 'must be at most 60')
    .default(0),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailFrom.optional(),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  GITHUB_URL: providerUrl.default('https://github.com'),
  OIDC_ISSUER: providerUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40, 'must have at most 40 characters').default('Single sign-on'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  COLLAB_LIMITS: collabLimits.default({}),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'must be production, development or test')
    .default('production'),
});

const names = Object.keys(variables.shape);
let last: { key: string; env: Env } | null = null;

/**
 * The environment, checked. An empty variable counts as absent.
 * @throws AppError `invalid` that lists every wrong variable at once, one in each of its `details`.
 */
export function loadEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  // Asked at every request, and checking it anew costs more than the rest of an answer.
  const key = [process.cwd(), ...names.map((name) => source[name] ?? '')].join('\0');
  if (last?.key !== key) last = { key, env: checkedEnv(source) };
  return last.env;
}

function checkedEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = variables.superRefine(checkSets).safeParse(present);
  if (!parsed.success) {
    const details: Record<string, string> = {};
    for (const issue of parsed.error.issues) details[issue.path.join('.')] ??= issue.message;
    const list = Object.entries(details).map(([name, problem]) => `  ${name} ${problem}.`);
    throw new AppError('invalid', {
      message: `The environment is not right:\n${list.join('\n')}`,
      details,
    });
  }
  const value = parsed.data;
  return Object.freeze({
    port: value.PORT,
    host: value.HOST,
    dataFolder: path.resolve(value.CALLNOTES_DATA),
    publicUrl: value.CALLNOTES_URL ?? `http://localhost:${String(value.PORT)}`,
    databaseUrl: value.DATABASE_URL ?? null,
    redisUrl: value.REDIS_URL ?? null,
    authSecret: value.NEXTAUTH_SECRET ?? null,
    drainMs: value.DRAIN_SECONDS * 1000,
    metricsToken: value.METRICS_TOKEN ?? null,
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM ?? null,
    github: githubOf(value),
    oidc: oidcOf(value),
    logLevel: value.LOG_LEVEL,
    collabLimits: value.COLLAB_LIMITS,
    nodeEnv: value.NODE_ENV,
  });
}

/** The level to log at, before the rest of the environment is checked; `info` when it is absent or wrong. */
export function loadLogLevel(source: Readonly<Record<string, string | undefined>> = process.env): LogLevel {
  return logLevels.find((level) => level === source['LOG_LEVEL']) ?? 'info';
}

/** Variables that are of no use without each other: the first of each asks for the rest. */
const sets = [
  ['REDIS_URL', 'DATABASE_URL', 'NEXTAUTH_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['GITHUB_ID', 'GITHUB_SECRET'],
  ['GITHUB_SECRET', 'GITHUB_ID'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
] as const;

type Variables = z.infer<typeof variables>;

function githubOf({ GITHUB_ID: id, GITHUB_SECRET: secret, GITHUB_URL: url }: Variables): Env['github'] {
  return id === undefined || secret === undefined ? null : { url, id, secret };
}

function oidcOf(value: Variables): Env['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = value;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret, name: value.OIDC_NAME };
}

function checkSets(value: Variables, context: z.RefinementCtx): void {
  for (const [first, ...others] of sets) {
    if (value[first] === undefined) continue;
    for (const other of others) {
      if (value[other] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [other], message: `must be set when ${first} is` });
    }
  }
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isMailServer(value: string): boolean {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return false;
  }
  return (url.protocol === 'smtp:' || url.protocol === 'smtps:') && url.hostname !== '';
}

/** Secrets travel there, so only an address of this machine may do without TLS. */
function isProviderUrl(value: string): boolean {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return false;
  }
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && here);
  return safe && url.search === '' && url.hash === '' && url.username === '';
}

function isOrigin(value: string): boolean {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return false;
  }
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  return web && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
}

/** Whether the secret that seals cookies comes from the environment instead of the data folder. */
export function hasOwnSecret(): boolean {
  return (process.env['NEXTAUTH_SECRET'] ?? '') !== '';
}

/** Sets variables of this process for libraries that read them by themselves, and for the modules of pages. */
export function setEnv(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values);
}
