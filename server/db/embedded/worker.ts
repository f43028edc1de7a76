import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { takeLock } from './folder-lock.ts';
import { serveDatabase, type SocketServer } from './socket-server.ts';
import { SOCKET_FILE, STOP, type WorkerOptions, type WorkerReport } from './worker-messages.ts';

// The process that holds the embedded database. It ends when it is told to, or when the process that started
// it is gone; signals meant for the whole group (Ctrl-C, a service manager's stop) must not end it first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

/** How long clients that are still connected may finish what they do. */
const GRACE_MS = 3000;
const LONGEST_END_MS = 8000;
const MAINTENANCE_MS = 30_000;
const BATCHES_PER_CHECKPOINT = 500;
const BATCHES_PER_VACUUM = 20_000;

const options = JSON.parse(process.argv[2] ?? '') as WorkerOptions;

function report(message: WorkerReport): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected && process.send) process.send(message, undefined, {}, () => resolve());
    else resolve();
  });
}

/** Opens the database, making it first when there is none; what an interrupted making left is made anew. */
async function openDatabase(): Promise<PGlite> {
  const folder = path.join(options.dataFolder, 'db');
  const dataDir = path.join(folder, 'pgdata');
  const making = path.join(folder, 'making');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(making)) rmSync(dataDir, { recursive: true, force: true });
  // The folder's lock says that nobody else is in it. A process that was killed while it wrote this mark leaves it empty,
  // and Postgres opens nothing beside an empty one.
  rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
  const fresh = !existsSync(dataDir);
  if (fresh) writeFileSync(making, '');
  const db = await PGlite.create({ dataDir });
  if (fresh) {
    await db.exec('CHECKPOINT');
    rmSync(making);
  }
  return db;
}

/** What a Postgres server's background processes do: keeps the log of changes short and the tables compact. */
function maintain(server: SocketServer): NodeJS.Timeout {
  let checkpointed = server.batches();
  let vacuumed = server.batches();
  return setInterval(() => {
    if (server.busy()) return;
    const batches = server.batches();
    if (batches - vacuumed >= BATCHES_PER_VACUUM) {
      vacuumed = batches;
      void server.maintain('VACUUM (ANALYZE)');
    } else if (batches - checkpointed >= BATCHES_PER_CHECKPOINT) {
      checkpointed = batches;
      void server.maintain('CHECKPOINT');
    }
  }, MAINTENANCE_MS);
}

async function main(): Promise<void> {
  const lock = takeLock(path.join(options.dataFolder, 'lock'), options.owner, options.socketFolder);
  if (!('release' in lock)) {
    await report({ type: 'busy', lock });
    process.exit(0);
  }
  let abandoned = !process.connected;
  const abandon = (): void => {
    abandoned = true;
  };
  process.once('disconnect', abandon);

  mkdirSync(options.socketFolder, { recursive: true, mode: 0o700 });
  const socketPath = path.join(options.socketFolder, SOCKET_FILE);
  rmSync(socketPath, { force: true });
  const db = await openDatabase();
  const server = await serveDatabase({
    db,
    socketPath,
    onBroken(reason) {
      // As a Postgres server does: nothing is written any more, and the next start repairs from the log.
      process.stderr.write(`The embedded database stops: ${reason}\n`);
      process.exit(1);
    },
  });
  const maintenance = maintain(server);

  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), LONGEST_END_MS);
    clearInterval(maintenance);
    server.refuseNew();
    const latest = Date.now() + GRACE_MS;
    while (server.clients() > 0 && Date.now() < latest) await wait(20);
    await server.close();
    await db.close();
    rmSync(socketPath, { force: true });
    lock.release();
    process.exit(0);
  };
  process.on('message', (message) => {
    if (message === STOP) void end();
  });
  process.once('disconnect', () => void end());
  process.off('disconnect', abandon);
  if (abandoned) await end();
  else await report({ type: 'ready' });
}

try {
  await main();
} catch (error) {
  await report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
