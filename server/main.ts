import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, isAppError } from '#lib/errors.ts';
import { loadDotEnv } from './app-root.ts';
import { authSecret } from './auth/secret.ts';
import { setupNeeded } from './auth/setup-needed.ts';
import { ensureSetupToken } from './auth/setup-token.ts';
import { bus, useBus } from './bus.ts';
import { openDatabase } from './db/client.ts';
import { EXIT_CONFIG, loadEnv, setEnv, type Env } from './env.ts';
import { createHealth } from './health.ts';
import { log } from './log.ts';
import { closeMailer } from './mail/mailer.ts';
import { preparePages } from './pages.ts';
import { catchUpProjections } from './projection/catch-up.ts';
import { ProjectionThread } from './projection/projection-thread.ts';
import { ensureSample } from './sample/ensure-sample.ts';
import { createAnswerMetrics } from './metrics/answer-metrics.ts';
import { watchEventLoop } from './metrics/event-loop.ts';
import { processFigures } from './metrics/process-figures.ts';
import { mailCounts, type ServerFigures } from './metrics/server-figures.ts';
import { movedAddress } from './moved-address.ts';
import { RedisBus } from './redis-bus.ts';
import { startReminders } from './reminders/start-reminders.ts';
import { createRequestHandler } from './request-handler.ts';
import { announceServer, withdrawServer } from './running-server.ts';
import { sharedState } from './shared-state.ts';
import { startCollab } from './start-collab.ts';
import { keepHouse } from './housekeeping.ts';
import { createShutdown, shutdownOnSignals, type Shutdown } from './shutdown.ts';
import { trimWhenQuiet } from './trim-when-quiet.ts';

loadDotEnv();
const shutdown = createShutdown();
shutdownOnSignals(shutdown);
try {
  await start(loadEnv(), shutdown);
} catch (error) {
  explain(error);
  shutdown.run('cannot start', isAppError(error, 'invalid') ? EXIT_CONFIG : 1);
}

/** Starts everything in the order in which it depends on each other, and says where it is. */
async function start(env: Env, shutdown: Shutdown): Promise<void> {
  setEnv({ NODE_ENV: env.nodeEnv, NEXT_TELEMETRY_DISABLED: '1' });
  const preparing = preparePages(env);
  preparing.catch(() => undefined);

  const database = await openDatabase({
    dataFolder: env.dataFolder,
    databaseUrl: env.databaseUrl,
    as: 'server',
    address: env.publicUrl,
    server: {
      together: env.redisUrl !== null,
      secret: authSecret(),
      lost: (error) => {
        explain(error);
        shutdown.run('the database was taken', 1);
      },
    },
  });
  shutdown.add('database', () => database.close());
  setEnv({ NEXTAUTH_SECRET: authSecret() });
  if (env.redisUrl !== null) {
    const installation = `${authSecret()} ${database.id ?? ''}`;
    useBus(new RedisBus({ url: env.redisUrl, installation, logger: log }));
    shutdown.add('bus', () => bus().close());
  }
  await catchUpProjections();
  await ensureSample();

  const pages = await preparing;
  shutdown.add('pages', () => pages.close());

  const httpServer = createServer({
    requestTimeout: 28_000,
    headersTimeout: 8_000,
    // How often both are looked at; every half minute else.
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16 * 1024,
    keepAliveTimeout: 10_000,
  });
  shutdown.add('connections', () => {
    httpServer.closeAllConnections();
  });
  const port = await listen(httpServer, env);
  const publicUrl = env.port === 0 ? `http://localhost:${String(port)}` : env.publicUrl;
  setEnv({ PORT: String(port), CALLNOTES_URL: publicUrl, NEXTAUTH_URL: publicUrl });

  const projections = new ProjectionThread({ dataFolder: env.dataFolder, databaseUrl: env.databaseUrl });
  shutdown.add('projections', () => projections.close());
  const collab = startCollab({
    httpServer,
    publicUrl,
    pages,
    project: (document) => projections.project(document),
  });
  shutdown.add('sockets', () => collab.close());
  const health = createHealth({ collabFailing: () => collab.stats().lastError !== null });
  const loop = watchEventLoop();
  const figures = (): ServerFigures => ({
    collab: collab.stats(),
    process: processFigures(loop.delay()),
    database: { kind: database.kind, connections: database.connections() },
    mails: mailCounts(),
    others: bus().shared ? { connected: bus().connected, ...bus().figures } : null,
  });
  sharedState().figures = figures;
  shutdown.add('figures', () => {
    loop.end();
  });
  const metrics = createAnswerMetrics(env.metricsToken, figures);
  httpServer.on('request', createRequestHandler({ health, metrics, movedAddress, pages: pages.answer }));
  shutdown.add('listener', () => {
    httpServer.close();
    httpServer.closeIdleConnections();
  });

  shutdown.add('mail', closeMailer);
  shutdown.add('housekeeping', keepHouse());
  shutdown.add(
    'trimming',
    trimWhenQuiet(() => collab.stats()),
  );
  // Without a mail server the reminders of every member would fill the log.
  if (env.smtpUrl !== null) shutdown.add('reminders', startReminders());

  announceServer(env.dataFolder, { pid: process.pid, url: publicUrl });
  shutdown.add('announcement', () => {
    withdrawServer(env.dataFolder, process.pid);
  });
  shutdown.allow(env.drainMs);
  shutdown.add('readiness', async (code) => {
    health.leave();
    // What runs on after an error that nothing caught cannot be trusted with more.
    if (code === 0) await wait(env.drainMs);
  });
  await sayReady(publicUrl);
}

async function listen(httpServer: Server, env: Env): Promise<number> {
  httpServer.listen({ port: env.port, host: env.host });
  try {
    await once(httpServer, 'listening');
  } catch (error) {
    throw new AppError('conflict', { message: listenProblem(error, env), cause: error });
  }
  return (httpServer.address() as AddressInfo).port;
}

function listenProblem(error: unknown, { host, port }: Env): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${String(port)} on ${host} is in use by another program. Set PORT to a free one.`;
    case 'EACCES':
      return `Port ${String(port)} on ${host} needs more rights than this user has. Set PORT to 1024 or above.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine. Set HOST to one that is, such as 127.0.0.1 or 0.0.0.0.`;
    default:
      return `The server cannot listen on ${host} port ${String(port)}: ${String(error)}`;
  }
}

async function sayReady(publicUrl: string): Promise<void> {
  const firstVisit = (await setupNeeded())
    ? `First visit: ${publicUrl}/setup?token=${ensureSetupToken()}\n`
    : '';
  process.stdout.write(`Callnotes is ready: ${publicUrl}\n${firstVisit}`);
}

function explain(error: unknown): void {
  if (error instanceof AppError) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error }, 'cannot start');
}
