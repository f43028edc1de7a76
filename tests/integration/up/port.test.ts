import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = path.resolve(import.meta.dirname, '../../../server/up/up.mjs');

let folder = '';
let holder: Server;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'callnotes-up-'));
  holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
});

afterEach(async () => {
  holder.close();
  await once(holder, 'close');
  rmSync(folder, { recursive: true });
});

function up(port: number) {
  const env = { ...process.env, HOST: '127.0.0.1', PORT: String(port), CALLNOTES_DATA: folder };
  return spawnSync(process.execPath, [script], { env, encoding: 'utf8', timeout: 20_000 });
}

test('`npm run up` on a taken port says so in one line and builds nothing', () => {
  const { port } = holder.address() as AddressInfo;
  const run = up(port);
  expect(run.stderr).toBe(
    `Port ${port} is taken by another program. Choose another: PORT=${port + 1} npm run up\n`,
  );
  expect(run.stdout).toBe('');
  expect(run.status).toBe(1);
});

test('`npm run up` on a data folder that a server holds names its address and process', () => {
  writeFileSync(
    path.join(folder, 'server.json'),
    JSON.stringify({ pid: process.pid, url: 'http://localhost:3210' }),
  );
  const run = up(3211);
  expect(run.stderr).toBe(`Callnotes runs already: http://localhost:3210 (process ${process.pid}).\n`);
  expect(run.status).toBe(1);
});
