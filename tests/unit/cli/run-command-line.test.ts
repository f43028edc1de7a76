import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCommandLine } from '#server/cli/run-command-line.ts';

let folder = '';
let dataFolder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cn usage '));
  dataFolder = path.join(folder, 'data');
});
beforeEach(() => {
  vi.stubEnv('CALLNOTES_DATA', dataFolder);
  return () => vi.unstubAllEnvs();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const commands = ['import', 'export', 'new-call', 'session', 'reproject', 'doctor'];

test('--help names every command on standard output', async () => {
  const { stdout, stderr, code } = await runCommandLine(['--help']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  for (const command of commands) expect(stdout).toContain(`\n  ${command}`);
});

test.each(commands)('%s --help says how it is called', async (command) => {
  const { stdout, stderr, code } = await runCommandLine([command, '--help']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout).toContain(`Usage: callnotes ${command}`);
});

describe('a mistake in the call ends with 2 and says on standard error what is wrong', () => {
  test.each<[string, string[], string]>([
    ['no command', [], 'Usage: callnotes'],
    ['a command that does not exist', ['publish'], 'There is no command "publish".'],
    ['an option that does not exist', ['doctor', '--fast'], "Unknown option '--fast'."],
    ['an option without its value', ['new-call', 'x', '--state'], "'--state <value>' argument missing."],
    ['too little', ['export'], 'Something is missing. Usage: callnotes export'],
    ['too much', ['reproject', 'now'], 'That is too much. Usage: callnotes reproject'],
    ['import without a series', ['import', 'notes.md'], '--series is missing.'],
    [
      'import of a file that is not there',
      ['import', 'absent.md', '--series', 'x'],
      'There is no file absent.md.',
    ],
    ['a call that is no call', ['export', 'core-dev'], '"core-dev" is not a call'],
    [
      'a format that does not exist',
      ['export', 'x/1', '--format', 'pdf'],
      '--format must be one of md, forum',
    ],
    [
      'a state that does not exist',
      ['new-call', 'x', '--state', 'over'],
      '--state must be one of planned, live',
    ],
    [
      'a role that does not exist',
      ['session', 'a@example.org', '--role', 'king'],
      '--role must be one of owner',
    ],
    ['a role for no call', ['session', 'a@example.org', '--role', 'chair'], '--role chair needs --call'],
  ])('%s', async (_what, args, said) => {
    const { stdout, stderr, code } = await runCommandLine(args);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain(said);
  });
});

test.each<[string, string[]]>([
  ['a series with a name that cannot be an address', ['new-call', 'Über uns']],
  ['a series with a name that the program uses', ['new-call', 'api']],
  ['an address that is no e-mail address', ['session', 'nobody']],
])('%s ends with 1 and one line on standard error', async (_what, args) => {
  const { stdout, stderr, code } = await runCommandLine(args);
  expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('a wrong environment ends with 78 and names every variable', async () => {
  vi.stubEnv('PORT', 'high');
  vi.stubEnv('CALLNOTES_URL', 'example.org');
  const { stdout, stderr, code } = await runCommandLine(['doctor']);
  expect({ stdout, code }).toEqual({ stdout: '', code: 78 });
  expect(stderr).toMatch(/PORT must be[^]*CALLNOTES_URL must be/u);
});

describe('import', () => {
  test('--dry-run reads a file whose path has a space', async () => {
    const file = path.join(folder, 'garden 7.md');
    writeFileSync(
      file,
      '# Garden call #7\n\n- **Rosa:** Hello\n- **Milan:** Hello\n- **Rosa:** Bye\n- **Milan:** Bye\n',
    );
    const { stdout, stderr, code } = await runCommandLine([
      'import',
      file,
      '--series',
      'garden',
      '--dry-run',
      '--json',
    ]);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({
      series: 'garden',
      number: 7,
      speakers: { Rosa: 2, Milan: 2 },
    });
  });

  test('a file that is not UTF-8 is refused', async () => {
    const file = path.join(folder, 'latin 1.txt');
    writeFileSync(file, Buffer.from([0x43, 0x61, 0x66, 0xe9]));
    const { stderr, code } = await runCommandLine(['import', file, '--series', 'x']);
    expect(code).toBe(1);
    expect(stderr).toContain('is not UTF-8 text');
  });
});

test('none of these commands made a data folder', () => {
  expect(existsSync(dataFolder)).toBe(false);
});
