import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { exportCall } from '#server/cli/export-call.ts';
import { openDatabase } from '#server/db/client.ts';
import { notesDoc } from '#lib/notes/ydoc.ts';
import { loadDocument } from '#server/db/document-log.ts';
import { readLock } from '#server/db/embedded/folder-lock.ts';
import { setEnv } from '#server/env.ts';
import { openAppDatabase } from '#tests/e2e/support/app-database.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { freePort } from '#tests/support/free-port.ts';
import { runSql, startPostgres, type PostgresServer } from '#tests/support/postgres.ts';
import { signalAll } from '#tests/support/process-tree.ts';
import { FaultProxy } from './fault-proxy.ts';
import type { Random } from './random.ts';

export type ChaosDatabase = 'embedded' | 'postgres';

/** A call of the world: where its room is, and who may write in it. */
export type ChaosCall = { id: string; reference: string; socket: string; cookies: string[] };

const people = ['asel', 'bruno', 'cyd'] as const;

// Small enough that compactions are frequent and hit by what happens; rates as no person types.
const limits = { tailRows: 20, tailBytes: 4096, tailRowsAtUnload: 5 };

const readAttempts = 100;

const faketime = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
].find((file) => existsSync(file));

/** Whether the server's clock can be turned here: Debian's package `libfaketime`. */
export const canTurnClock = faketime !== undefined;

/** The built server, its database, and the wire to it, for something to go wrong with. */
export class ChaosWorld {
  readonly proxy: FaultProxy;
  private readonly postgres: PostgresServer | null;
  private readonly dataFolder: string;
  private readonly options: Parameters<typeof startApp>[0];
  private app: App;

  private constructor(
    app: App,
    options: Parameters<typeof startApp>[0],
    dataFolder: string,
    postgres: PostgresServer | null,
    proxy: FaultProxy,
  ) {
    this.app = app;
    this.options = options;
    this.dataFolder = dataFolder;
    this.postgres = postgres;
    this.proxy = proxy;
  }

  /** Starts a database of its own and the server. */
  static async start(database: ChaosDatabase, random: Random, turnsClock = false): Promise<ChaosWorld> {
    const dataFolder = mkdtempSync(path.join(tmpdir(), 'callnotes-chaos-'));
    const postgres = database === 'postgres' ? await startPostgres() : null;
    if (postgres !== null) await runSql(postgres.url('postgres'), 'CREATE DATABASE chaos');
    const port = await freePort();
    const clock = path.join(dataFolder, 'clock');
    writeFileSync(clock, '+0');
    const options = {
      dataFolder,
      port,
      ...(postgres === null ? {} : { databaseUrl: postgres.url('chaos') }),
      env: {
        COLLAB_LIMITS: JSON.stringify(limits),
        ...(faketime === undefined || !turnsClock
          ? {}
          : {
              LD_PRELOAD: faketime,
              FAKETIME_TIMESTAMP_FILE: clock,
              FAKETIME_CACHE_DURATION: '1',
              FAKETIME_DONT_FAKE_MONOTONIC: '1',
              DONT_FAKE_MONOTONIC: '1',
            }),
      },
    };
    const proxy = new FaultProxy(port, random);
    await proxy.listen();
    return new ChaosWorld(await startApp(options), options, dataFolder, postgres, proxy);
  }

  /** A new live call with three people who may write in it. */
  async newCall(): Promise<ChaosCall> {
    const database = await openAppDatabase(this.app);
    try {
      // A series of its own: nothing is carried over from the call before.
      const call = await database.newCall(`chaos-${randomUUID()}`, 'live');
      const cookies: string[] = [];
      for (const name of people) {
        const { name: key, value } = await database.session(`${name}@example.org`, call, 'participant');
        cookies.push(`${key}=${value}`);
      }
      const address = new URL(call.socket);
      address.port = String(this.proxy.port);
      const id = address.pathname.split('/').at(-1) ?? '';
      return { id, reference: `${call.series}/${String(call.number)}`, socket: address.href, cookies };
    } finally {
      await database.close();
    }
  }

  /** Ends the server as a crash would. */
  async kill(): Promise<void> {
    await this.app.kill();
  }

  async restart(): Promise<void> {
    this.app = await startApp(this.options);
  }

  /** Asks the server to end; the code it ended with, and how long that took. */
  async terminate(): Promise<{ code: number | null; ms: number }> {
    const begun = performance.now();
    const code = await this.app.stop();
    return { code, ms: performance.now() - begun };
  }

  pauseServer(): void {
    signalAll([this.app.pid], 'SIGSTOP');
  }

  resumeServer(): void {
    signalAll([this.app.pid], 'SIGCONT');
  }

  pauseDatabase(): void {
    if (this.postgres !== null) this.postgres.pause();
    else signalAll([this.databaseProcess()], 'SIGSTOP');
  }

  resumeDatabase(): void {
    if (this.postgres !== null) this.postgres.resume();
    else signalAll([this.databaseProcess()], 'SIGCONT');
  }

  /** Ends the database as a crash would. The server starts the embedded one again by itself. */
  async crashDatabase(): Promise<void> {
    if (this.postgres !== null) await this.postgres.crash();
    else signalAll([this.databaseProcess()], 'SIGKILL');
  }

  async restartDatabase(): Promise<void> {
    await this.postgres?.restart();
  }

  /** Puts everything right after a round that did not end. */
  async recover(): Promise<void> {
    this.proxy.setWeather();
    this.turnClock(0);
    this.resumeDatabase();
    await this.app.kill();
    await this.postgres?.crash();
    await this.postgres?.restart();
    await this.restart();
  }

  /** Turns the server's wall clock by so many seconds against the true one. */
  turnClock(seconds: number): void {
    writeFileSync(
      path.join(this.dataFolder, 'clock'),
      `${seconds < 0 ? '-' : '+'}${String(Math.abs(seconds))}`,
    );
  }

  /** The call's document as the database has it, read past the server. */
  async storedDocument(call: ChaosCall): Promise<Y.Doc> {
    // The embedded database may be on its way back.
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.readDocument(call);
      } catch (error) {
        if (attempt === readAttempts) throw error;
        await wait(200);
      }
    }
  }

  private async readDocument(call: ChaosCall): Promise<Y.Doc> {
    const { dataFolder, databaseUrl } = this.app;
    const database = await openDatabase({ dataFolder, databaseUrl, as: 'command', migrate: false });
    try {
      const { snapshot, updates } = await loadDocument(call.id);
      const doc = notesDoc();
      if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
      for (const { update } of updates) Y.applyUpdate(doc, update);
      return doc;
    } finally {
      await database.close();
    }
  }

  /** The call as `callnotes export` prints it. */
  async exported(call: ChaosCall, format: 'md' | 'json'): Promise<string> {
    const { dataFolder, databaseUrl, url } = this.app;
    setEnv({ CALLNOTES_DATA: dataFolder, CALLNOTES_URL: url, DATABASE_URL: databaseUrl ?? '' });
    const { stdout } = await exportCall.run({ positionals: [call.reference], values: { format } });
    return stdout;
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.app.kill();
    await this.postgres?.stop();
    rmSync(this.dataFolder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Process id of the embedded database; 0 when it is not running. */
  private databaseProcess(): number {
    return readLock(path.join(this.dataFolder, 'lock'))?.holder.pid ?? 0;
  }
}
