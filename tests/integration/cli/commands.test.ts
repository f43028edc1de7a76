import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callnotes, callnotesOutput, startApp, type App, type AppAddress } from '#tests/support/app.ts';
import { databaseKinds, freshDatabase, type DatabasePlace } from '#tests/support/database.ts';

const open = `Garden Tools Call #7 - March 2, 2026

  • Meeting Date/Time: Monday 2026-03-02 at 15:00 UTC
  • Meeting Duration: 30 Minutes
  • Video stream: https://video.example.org/garden-7


  1. Seeds (~5’)
  2. Fences (~10’)
    a. Wood


Seeds

  • Rosa: We have enough for the year
  • Milan: 15:03 …
  • Rosa: Good
  • Milan: I sow them on Monday

Fences

2a Wood

  • Minutes to follow
`;

const settled = `# Garden Tools Call #8 - March 16, 2026

- Date: 2026-03-16 15:00 UTC
- Duration: 30 minutes
- Recording: https://video.example.org/garden-8

## Agenda

1. Seeds

## 1. Seeds

- **Rosa:** All of them are sown
- **Milan:** Thanks
- **Rosa:** See you next time
- **Milan:** See you
`;

const situations = ['alone', 'while a server runs'] as const;
const combinations = databaseKinds.flatMap((kind) => situations.map((situation) => ({ kind, situation })));

describe.each(combinations)('on the $kind database, $situation', ({ kind, situation }) => {
  let place: DatabasePlace;
  let running: App | null = null;
  let app: AppAddress;
  let folder = '';

  beforeAll(async () => {
    place = await freshDatabase(kind);
    const { dataFolder, databaseUrl } = place;
    if (situation === 'alone') app = { url: 'http://127.0.0.1:4999', port: 4999, dataFolder, databaseUrl };
    else {
      running = await startApp({ dataFolder, ...(databaseUrl === null ? {} : { databaseUrl }) });
      app = running;
    }
    folder = mkdtempSync(path.join(tmpdir(), 'cn import '));
    // What the launcher says when it has to build first is not what these tests are about.
    await callnotes(['--help'], app);
  });
  afterAll(async () => {
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
    await place.remove();
  });

  test('import makes the series and the call, says where it is, and names each doubt with its line', async () => {
    const file = path.join(folder, 'garden 7.txt');
    writeFileSync(file, open);
    const { stdout, stderr, code } = await callnotes(['import', file, '--series', 'garden'], app);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain(`Made garden/7 (review): ${app.url}/garden/7\n`);
    expect(stdout).toMatch(/^placeholders +1$/mu);
    expect(stdout).toMatch(/^ {2}line \d+ {2}/mu);

    const again = await callnotes(['import', file, '--series', 'garden', '--json'], app);
    expect(again).toMatchObject({ stdout: '', code: 1 });
    expect(again.stderr).toContain('garden/7 exists already. Nothing was imported. Change the number');
  });

  test('notes from standard input with nothing open are published', async () => {
    const { stdout, stderr, code } = await callnotes(['import', '-', '--series', 'garden'], app, {
      input: settled,
    });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain('Made garden/8 (published)');
  });

  test('what the forum export prints is read as the same again', async () => {
    const { stdout, stderr, code } = await callnotes(['export', 'garden/7', '--format', 'forum'], app);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const read = async (input: string): Promise<unknown> => {
      const args = ['import', '-', '--series', 'garden', '--dry-run', '--json'];
      return withoutPlaces((await callnotes(args, app, { input })).stdout);
    };
    expect(await read(stdout)).toEqual(await read(open));
  });

  test('export of a call that does not exist prints nothing', async () => {
    const { stdout, stderr, code } = await callnotes(['export', 'garden/99', '--format', 'md'], app);
    expect({ stdout, stderr, code }).toEqual({
      stdout: '',
      stderr: 'There is no call garden/99. Nothing was changed.\n',
      code: 1,
    });
  });

  test('new-call makes the series, counts on, and prints the full addresses', async () => {
    const made = await callnotes(['new-call', 'fence-talk', '--state', 'live', '--json'], app);
    expect(made).toMatchObject({ stderr: '', code: 0 });
    const room = app.url.replace('http:', 'ws:');
    expect(JSON.parse(made.stdout)).toEqual({
      series: 'fence-talk',
      number: 1,
      url: `${app.url}/fence-talk/1`,
      socket: expect.stringMatching(new RegExp(`^${room}/collab/v1/calls/[0-9a-f-]{36}$`, 'u')) as string,
    });
    expect(await callnotesOutput(['new-call', 'garden'], app)).toBe(`${app.url}/garden/9`);
  });

  test('session prints one cookie and nothing else', async () => {
    const args = ['session', 'Ilse.Marsh@example.org', '--call', 'garden/7', '--role', 'chair'];
    const { stdout, stderr, code } = await callnotes(args, app);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^next-auth\.session-token=\S{50,}\n$/u);
  });

  test('session takes the role of an owner, but not of the last one of a series', async () => {
    const roleOf = (email: string, role: string) =>
      callnotes(['session', email, '--call', 'garden/7', '--role', role], app);
    expect(await roleOf('odile@example.org', 'owner')).toMatchObject({ code: 0 });
    expect(await roleOf('odile@example.org', 'guest')).toEqual({
      stdout: '',
      stderr: 'A series needs an owner. Make somebody else an owner first. Nothing was changed.\n',
      code: 1,
    });
    expect(await roleOf('femke@example.org', 'owner')).toMatchObject({ code: 0 });
    expect(await roleOf('odile@example.org', 'guest')).toMatchObject({ code: 0 });
  });

  test('reproject changes nothing that is right, and its check is clean', async () => {
    expect(await callnotesOutput(['reproject'], app)).toMatch(/^\d+ calls rebuilt, 0 rows differed\.$/u);
    expect(await callnotesOutput(['reproject', '--check'], app)).toMatch(
      /^\d+ calls checked: the rows are what the documents give\.$/u,
    );
  });

  test('doctor finds everything in order, and knows whether the server runs', async () => {
    const { stdout, stderr, code } = await callnotes(['doctor'], app);
    expect(stdout.trim().split('\n').at(-1)).toBe('Everything is in order.');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const server =
      situation === 'alone' ? /^note {2}server +It does not run/mu : /^ok {4}server +It is ready\.$/mu;
    expect(stdout).toMatch(server);
  });

  test('commands that run at once each do their work', async () => {
    const results = await Promise.all(
      [1, 2, 3].map(async () => callnotes(['new-call', 'busy', '--json'], app)),
    );
    expect(results.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      results.map(() => ({ code: 0, stderr: '' })),
    );
    const numbers = results.map(({ stdout }) => (JSON.parse(stdout) as { number: number }).number);
    expect(numbers.toSorted((one, other) => one - other)).toEqual([1, 2, 3]);
  });
});

/** A reading as JSON, without the places in the file that it was read from. */
function withoutPlaces(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => (key === 'line' || key === 'doubts' ? undefined : value));
}
