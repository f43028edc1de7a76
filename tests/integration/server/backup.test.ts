import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#server/db/client.ts';
import { loadDocument, type LoadedDocument } from '#server/db/document-log.ts';
import { edit, syncedClient, update } from '#tests/protocol/support/raw-client.ts';
import { addLine } from '#tests/protocol/support/typing.ts';
import { startApp, type App } from '#tests/support/app.ts';
import { outputHere } from '#tests/support/callnotes-here.ts';
import { freePort } from '#tests/support/free-port.ts';
import { databaseKinds, freshDatabase, type DatabasePlace } from '#tests/support/database.ts';
import { findPostgresBin } from '#tests/support/find-program.mjs';
import { runSql } from '#tests/support/postgres.ts';

type NewCall = { series: string; number: number; url: string; socket: string };
type Seen = { page: string; exports: string[]; check: string };

const notes = `# Harbour call 7
2026-03-10 14:00 UTC

## 1. Masts
**Odile**: The crane is back on Tuesday.
**Milo**: I will order the ropes by Friday.

## 2. Quay lights
**Odile**: Agreed to keep them on.
`;

const postgresProgram = (name: string): string => path.join(findPostgresBin() ?? '', name);

/** What README.md says a backup is: a copy of the folder, and with a Postgres database what `pg_dump` gives as well. */
async function restored({ dataFolder, databaseUrl }: DatabasePlace): Promise<DatabasePlace> {
  const copy = mkdtempSync(path.join(tmpdir(), 'cn-restored-'));
  cpSync(dataFolder, copy, { recursive: true });
  const removeFolder = (): void => rmSync(copy, { recursive: true, force: true, maxRetries: 3 });
  if (databaseUrl === null) {
    return { dataFolder: copy, databaseUrl, remove: () => Promise.resolve(removeFolder()) };
  }
  const name = `restored_${randomUUID().replaceAll('-', '')}`;
  const dump = path.join(copy, 'dump');
  const run = promisify(execFile);
  await runSql(databaseUrl, `CREATE DATABASE ${name}`);
  await run(postgresProgram('pg_dump'), ['--format=custom', `--file=${dump}`, databaseUrl]);
  const there = databaseUrl.replace(/\/test_\w+\?/u, `/${name}?`);
  await run(postgresProgram('pg_restore'), ['--exit-on-error', `--dbname=${there}`, dump]);
  return {
    dataFolder: copy,
    databaseUrl: there,
    async remove() {
      await runSql(databaseUrl, `DROP DATABASE ${name} WITH (FORCE)`);
      removeFolder();
    },
  };
}

async function stored(place: DatabasePlace, callId: string): Promise<LoadedDocument> {
  const database = await openDatabase({ dataFolder: place.dataFolder, databaseUrl: place.databaseUrl });
  try {
    return await loadDocument(callId);
  } finally {
    await database.close();
  }
}

async function seen(app: App, references: readonly string[], cookie: string): Promise<Seen> {
  let page = '';
  const exports: string[] = [];
  for (const reference of references) {
    const answer = await fetch(`${app.url}/${reference}`, { headers: { cookie } });
    expect(answer.status).toBe(200);
    const [main = ''] = /<main.*<\/main>/su.exec(await answer.text()) ?? [];
    page += main;
    for (const format of ['md', 'json', 'html']) {
      exports.push(await outputHere(['export', reference, '--format', format], app));
    }
  }
  return { page, exports, check: await outputHere(['reproject', '--check'], app) };
}

test.each(databaseKinds)(
  '[A22] a backup that is put back elsewhere gives the same bytes and the same pages, and people stay signed in, on %s',
  async (kind) => {
    const place = await freshDatabase(kind);
    onTestFinished(() => place.remove());
    const port = await freePort();
    const start = async ({ dataFolder, databaseUrl }: DatabasePlace): Promise<App> =>
      startApp({ dataFolder, port, ...(databaseUrl === null ? {} : { databaseUrl }) });

    const app = await start(place);
    const written = path.join(place.dataFolder, 'harbour.md');
    writeFileSync(written, notes);
    await outputHere(['import', written, '--series', 'harbour', '--json'], app);
    const call = JSON.parse(
      await outputHere(['new-call', 'harbour', '--state', 'live', '--json'], app),
    ) as NewCall;
    const reference = `harbour/${String(call.number)}`;
    const cookie = await outputHere(
      ['session', 'ada@example.org', '--call', reference, '--role', 'chair'],
      app,
    );
    const client = await syncedClient({ address: (socket: string) => socket }, call.socket, cookie, {
      headers: { origin: app.url },
    });
    const told = client.saved();
    client.send(update(edit(client, (doc) => addLine(doc, 'The lamp is lit 🔦', 'lamp'))));
    await expect.poll(() => client.saved(), { timeout: 10_000 }).toBeGreaterThan(told);
    client.ws.close();
    const references = ['harbour/7', reference];
    // The page is of the rows, which follow what is saved a moment later.
    const page = async (): Promise<string> =>
      (await fetch(`${app.url}/${reference}`, { headers: { cookie } })).text();
    await expect.poll(page).toContain('The lamp is lit 🔦');
    const before = await seen(app, references, cookie);
    expect(before.page).toContain('The crane is back on Tuesday.');
    expect(before.exports.join('')).toContain('The lamp is lit 🔦');
    expect(await app.stop()).toBe(0);

    const callId = new URL(call.socket).pathname.split('/').at(-1) ?? '';
    const copy = await restored(place);
    onTestFinished(() => copy.remove());
    expect(await stored(copy, callId)).toEqual(await stored(place, callId));

    const again = await start(copy);
    expect(await seen(again, references, cookie)).toEqual(before);
    expect(await again.stop()).toBe(0);
  },
  180_000,
);
