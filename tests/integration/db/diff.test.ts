import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

describe('the check that schema and migrations agree', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'cn prisma '));
    cpSync(path.join(root, 'prisma'), folder, { recursive: true });
    return () => rmSync(folder, { recursive: true, force: true });
  });

  function diff(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const flags = ['--import', 'tsx', '--experimental-wasm-modules', '--disable-warning=ExperimentalWarning'];
    const program = path.join(root, 'prisma', 'diff.mjs');
    return spawnSync(process.execPath, [...flags, program, '--folder', folder, ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  }

  function addField(): void {
    const file = path.join(folder, 'schema.prisma');
    const schema = readFileSync(file, 'utf8');
    writeFileSync(file, schema.replace(/^model Series \{$/mu, 'model Series {\n  motto String?'));
  }

  it('passes for what is in the repository', () => {
    expect(diff('--check')).toMatchObject({ status: 0, stdout: '' });
  });

  it('fails for a schema that no migration leads to, and prints what is missing', () => {
    addField();
    expect(diff('--check')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('ALTER TABLE "Series" ADD COLUMN     "motto" TEXT;'),
      stderr: expect.stringContaining('npm run db:diff -- NAME'),
    });
  });

  it('passes again after the difference was written as a migration', () => {
    addField();
    const written = diff('series-motto');
    expect(written).toMatchObject({ status: 0, stdout: expect.stringMatching(/\d{14}_series_motto/u) });
    const file = path.resolve(root, written.stdout.trim());
    expect(readFileSync(file, 'utf8')).toContain('ADD COLUMN     "motto"');
    expect(diff('--check')).toMatchObject({ status: 0 });
  });
});
