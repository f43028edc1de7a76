/**
 * `npm run db:diff -- NAME` writes the migration that leads from the existing ones to the schema;
 * `npm run db:check` proves that they agree. `--folder` names another folder than this one. For developers only: it drives Prisma's schema engine through
 * an internal API, so nothing else may import this file, and the engine's version is pinned.
 */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { Pool } from 'pg';
import { serveDatabase } from '#server/db/embedded/socket-server.ts';

// Where the engine puts the text of a panic before it traps.
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false }, folder: { type: 'string' } },
  allowPositionals: true,
});
const folder = path.resolve(values.folder ?? import.meta.dirname);
const migrationsFolder = path.join(folder, 'migrations');
const filters = { externalTables: [], externalEnums: [] };

const INTERNAL_CHAR = 18;
const PADDED_CHAR = 1042;

/** The engine reads catalogue columns of type "char", which the adapter refuses to name. */
function readInternalChars(adapter) {
  const charColumns = new WeakMap();
  const performIO = adapter.performIO.bind(adapter);
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result.fields ?? [];
    charColumns.set(
      query,
      fields.flatMap((field, index) => (field.dataTypeID === INTERNAL_CHAR ? [index] : [])),
    );
    for (const index of charColumns.get(query)) fields[index].dataTypeID = PADDED_CHAR;
    return result;
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

/** An empty database in memory, reached as any Postgres is; gives the adapters that the engine asks for. */
async function openShadow() {
  const socketFolder = await mkdtemp(path.join(tmpdir(), 'callnotes-diff-'));
  process.once('exit', () => rmSync(socketFolder, { recursive: true, force: true }));
  const db = await PGlite.create();
  const onBroken = (reason) => {
    throw new Error(reason);
  };
  await serveDatabase({ db, socketPath: path.join(socketFolder, '.s.PGSQL.5432'), onBroken });
  const pool = new Pool({ host: socketFolder, user: 'postgres', database: 'postgres', max: 1 });
  return async () => {
    const adapter = readInternalChars(await new PrismaPg(pool).connect());
    // The adapter's own executeScript cuts the text at semicolons, which breaks function bodies.
    adapter.executeScript = async (sql) => {
      await pool.query(sql);
    };
    // The engine holds a connection of its own besides the shadow's; the process ends them all.
    adapter.dispose = async () => {};
    return adapter;
  };
}

async function readMigrations() {
  const entries = await readdir(migrationsFolder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.toSorted().map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok',
          value: await readFile(path.join(migrationsFolder, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  );
}

/** SQL that leads from the migrations to the schema; empty when they agree. */
async function diff() {
  const schema = {
    path: 'schema.prisma',
    content: await readFile(path.join(folder, 'schema.prisma'), 'utf8'),
  };
  // The engine compares two descriptions and reads only the shadow, so that both may be one database.
  const connect = await openShadow();
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect,
    connectToShadowDb: connect,
  });
  const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, factory);
  const migrations = {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await readMigrations(),
  };
  const result = await engine.diff({
    from: { tag: 'migrations', ...migrations },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: true,
    filters,
  });
  const sql = result.stdout ?? '';
  return sql.includes('This is an empty migration') ? '' : sql.trim();
}

const name = positionals
  .join('_')
  .toLowerCase()
  .replace(/[^a-z0-9]+/gu, '_');
if (!values.check && name === '') {
  console.error('Name the change: npm run db:diff -- add-something. To check only: npm run db:check.');
  process.exit(64);
}

const sql = await diff();
if (values.check) {
  if (sql !== '') {
    console.error('The migrations do not lead to prisma/schema.prisma. What is missing:\n');
    console.log(sql);
    console.error('\nRun `npm run db:diff -- NAME` to write it as a migration.');
    process.exit(1);
  }
  console.error('The schema and the migrations agree.');
} else if (sql === '') {
  console.error('The schema and the migrations agree; there is nothing to write.');
} else {
  const stamp = new Date().toISOString().replace(/\D/gu, '').slice(0, 14);
  const target = path.join(migrationsFolder, `${stamp}_${name}`);
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, 'migration.sql'), `${sql}\n`);
  console.log(path.relative(process.cwd(), path.join(target, 'migration.sql')));
}
process.exit(0);
