import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { callnotesOutput, startApp, type App } from '#tests/support/app.ts';
import { callnotesHere, outputHere } from '#tests/support/callnotes-here.ts';
import { edit, syncedClient, update, type RawClient } from '#tests/protocol/support/raw-client.ts';
import { addLine } from '#tests/protocol/support/typing.ts';
import { freshDatabase, type DatabasePlace } from '#tests/support/database.ts';

type NewCall = { series: string; number: number; url: string; socket: string };

const metricsToken = 'a-token-for-figures';

const roomAt = { address: (socket: string): string => socket };

async function newLiveCall(app: App, series: string): Promise<NewCall> {
  return JSON.parse(await outputHere(['new-call', series, '--state', 'live', '--json'], app)) as NewCall;
}

function sessionArguments(email: string, call: NewCall, role: string): string[] {
  return ['session', email, '--call', `${call.series}/${String(call.number)}`, '--role', role];
}

async function cookieFor(app: App, email: string, call: NewCall, role: string): Promise<string> {
  return outputHere(sessionArguments(email, call, role), app);
}

async function join(call: NewCall, cookie: string): Promise<RawClient> {
  const headers = { origin: new URL(call.url).origin };
  return syncedClient(roomAt, call.socket, cookie, { headers });
}

/** Adds a line and waits until the server says that it is committed. */
async function say(client: RawClient, text: string): Promise<void> {
  const told = client.saved();
  client.send(update(edit(client, (doc) => addLine(doc, text, `line-${text.replaceAll(' ', '-')}`))));
  await expect.poll(() => client.saved(), { timeout: 10_000 }).toBeGreaterThan(told);
}

/** What the server last told this socket about writing. */
function mayWrite(client: RawClient): unknown {
  let write: unknown;
  for (const frame of client.frames) if (frame.kind === 'access') ({ write } = frame.message);
  return write;
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a running server', () => {
  let place: DatabasePlace;
  let app: App;
  beforeAll(async () => {
    place = await freshDatabase('embedded');
    app = await startApp({ dataFolder: place.dataFolder, env: { METRICS_TOKEN: metricsToken } });
  });
  afterAll(async () => {
    await app.stop();
    await place.remove();
  });

  test('sockets stay open when pages are asked for, and pages are served while sockets are open', async () => {
    const call = await newLiveCall(app, 'doors');
    const cookie = await cookieFor(app, 'rosa@example.org', call, 'participant');
    const early = await join(call, cookie);
    // The first page is what makes Next listen for upgrades of its own.
    for (const page of [app.url, call.url, `${app.url}/doors`, `${app.url}/no/such/page`]) {
      const answer = await fetch(page, { headers: { cookie } });
      expect(answer.status).toBe(page.includes('such') ? 404 : 200);
      await answer.text();
    }
    const late = await join(call, cookie);
    await say(early, 'said early');
    await expect.poll(() => late.text()).toContain('said early');
    await say(late, 'said late');
    await expect.poll(() => early.text()).toContain('said late');
    expect([early.ws.readyState, late.ws.readyState]).toEqual([early.ws.OPEN, late.ws.OPEN]);
  });

  test('an upgrade of a page is refused', async () => {
    const call = await newLiveCall(app, 'doors');
    const cookie = await cookieFor(app, 'rosa@example.org', call, 'participant');
    await (await fetch(call.url, { headers: { cookie } })).text();
    const socket = new WebSocket(call.url.replace('http:', 'ws:'), { headers: { cookie } });
    // Ending a socket that never opened is an error of its own.
    socket.on('error', () => undefined);
    const status = new Promise((resolve) => {
      socket.on('unexpected-response', (request, response) => {
        request.destroy();
        resolve(response.statusCode);
      });
      socket.on('open', () => {
        resolve('open');
      });
    });
    expect(await status).toBe(404);
    socket.terminate();
  });

  test('a role that a command takes away acts on the open socket within a second, and one given too', async () => {
    const call = await newLiveCall(app, 'roles');
    const cookie = await cookieFor(app, 'milan@example.org', call, 'participant');
    const client = await join(call, cookie);
    expect(mayWrite(client)).toBe(true);
    for (const [role, writes] of [
      ['reader', false],
      ['notetaker', true],
      ['reader', false],
      ['guest', true],
      ['chair', true],
      ['reader', false],
    ] as const) {
      await callnotesOutput(sessionArguments('milan@example.org', call, role), app);
      await expect.poll(() => mayWrite(client), { timeout: 1000, interval: 20 }).toBe(writes);
    }
  });

  test('what is typed is in the export at once and in the rows soon; the check is clean meanwhile', async () => {
    const call = await newLiveCall(app, 'rows');
    const client = await join(call, await cookieFor(app, 'ilse@example.org', call, 'participant'));
    await say(client, 'the first');
    expect(await outputHere(['export', 'rows/1', '--format', 'txt'], app)).toContain('the first');
    await say(client, 'the second');
    const check = await callnotesHere(['reproject', '--check'], app);
    expect(check).toMatchObject({ code: 0, stderr: '' });
    const page = await fetch(call.url, {
      headers: { cookie: await cookieFor(app, 'ilse@example.org', call, 'reader') },
    });
    expect(await page.text()).toContain('the second');
  });

  test('a page is not read by somebody who may not, and says nothing of what is on it', async () => {
    const call = await newLiveCall(app, 'closed');
    const stranger = await outputHere(['session', 'stranger@example.org'], app);
    for (const headers of [{}, { cookie: stranger }]) {
      const answer = await fetch(call.url, { headers });
      expect(answer.status).toBe(404);
    }
  });

  test('tells its figures to whoever has the token', async () => {
    const call = await newLiveCall(app, 'figures');
    const client = await join(call, await cookieFor(app, 'rosa@example.org', call, 'participant'));
    await say(client, 'one that counts');
    expect((await fetch(`${app.url}/metrics`)).status).toBe(401);
    const headers = { authorization: `Bearer ${metricsToken}` };
    const told = await (await fetch(`${app.url}/metrics`, { headers })).text();
    const value = (name: string): number =>
      Number(new RegExp(`^${name} (\\S+)$`, 'mu').exec(told)?.[1] ?? Number.NaN);
    expect(value('callnotes_sockets')).toBeGreaterThanOrEqual(1);
    expect(value('callnotes_told_saved_seconds_count')).toBeGreaterThanOrEqual(1);
    expect(value('callnotes_rooms_unsaved')).toBe(0);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(told).toMatch(/^callnotes_event_loop_delay_seconds\{quantile="0.99"\} \d/mu);
    expect(told).toMatch(/^callnotes_database_connections\{state="open"\} [1-9]/mu);
    client.ws.close();
    await client.closed;
  });
});

describe('the end of a server', () => {
  test('[A3] asked to end, it tells its sockets, keeps what they sent, and is gone with 0 in time', async () => {
    const place = await freshDatabase('embedded');
    const app = await startApp({ dataFolder: place.dataFolder });
    const call = await newLiveCall(app, 'ending');
    const client = await join(call, await cookieFor(app, 'rosa@example.org', call, 'participant'));
    await say(client, 'before the end');
    const announced = path.join(app.dataFolder, 'server.json');
    expect(JSON.parse(readFileSync(announced, 'utf8'))).toEqual({ pid: app.pid, url: app.url });
    client.send(update(edit(client, (doc) => addLine(doc, 'the last words', 'last'))));
    const begun = performance.now();
    process.kill(app.pid, 'SIGTERM');
    expect(await client.closed).toMatchObject({ code: 1001 });
    await expect.poll(() => runs(app.pid), { timeout: 15_000 }).toBe(false);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(existsSync(announced)).toBe(false);
    expect(await outputHere(['export', 'ending/1', '--format', 'txt'], app)).toContain('the last words');
    expect(await callnotesHere(['reproject', '--check'], app)).toMatchObject({ code: 0 });
    await app.stop();
  });

  test('asked to end, it first says that it is not ready, while it goes on serving', async () => {
    const place = await freshDatabase('embedded');
    const app = await startApp({ dataFolder: place.dataFolder, env: { DRAIN_SECONDS: '2' } });
    const call = await newLiveCall(app, 'draining');
    const client = await join(call, await cookieFor(app, 'rosa@example.org', call, 'participant'));
    const asked = performance.now();
    process.kill(app.pid, 'SIGTERM');
    await expect
      .poll(async () => (await fetch(`${app.url}/readyz`)).json())
      .toMatchObject({ status: 'leaving' });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    await say(client, 'still served');
    expect(await client.closed).toMatchObject({ code: 1001 });
    expect(performance.now() - asked).toBeGreaterThanOrEqual(2_000);
    await expect.poll(() => runs(app.pid)).toBe(false);
    await app.stop();
    await place.remove();
  });

  test('[A1] killed, it shows all that was told saved when it is back, before anybody opens the room', async () => {
    const place = await freshDatabase('embedded');
    const app = await startApp({ dataFolder: place.dataFolder });
    const call = await newLiveCall(app, 'killed');
    const cookie = await cookieFor(app, 'rosa@example.org', call, 'participant');
    const client = await join(call, cookie);
    await say(client, 'told to be saved');
    await app.kill();
    const again = await startApp({ dataFolder: place.dataFolder, port: app.port });
    const page = await fetch(call.url, { headers: { cookie } });
    expect(await page.text()).toContain('told to be saved');
    expect(await callnotesHere(['reproject', '--check'], again)).toMatchObject({ code: 0 });
    await again.stop();
    await place.remove();
  });
});

describe('a server that cannot start', () => {
  let place: DatabasePlace;
  let app: App;
  beforeAll(async () => {
    place = await freshDatabase('embedded');
    app = await startApp({ dataFolder: place.dataFolder });
  });
  afterAll(async () => {
    await app.stop();
    await place.remove();
  });

  test('on a data folder that is held says who holds it', async () => {
    await expect(startApp({ dataFolder: app.dataFolder })).rejects.toThrow(
      new RegExp(`is in use by the server at ${app.url} \\(process ${String(app.pid)}\\)`, 'u'),
    );
  });

  test('on a port that is taken says so', async () => {
    await expect(startApp({ port: app.port })).rejects.toThrow(
      `Port ${String(app.port)} on 127.0.0.1 is in use`,
    );
  });

  test('with a wrong environment lists what is wrong', async () => {
    await expect(startApp({ env: { CALLNOTES_URL: 'nowhere' } })).rejects.toThrow('CALLNOTES_URL must be');
  });
});
