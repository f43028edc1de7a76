import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createHealth } from '#server/health.ts';
import { createAnswerMetrics } from '#server/metrics/answer-metrics.ts';
import { createRequestHandler } from '#server/request-handler.ts';
import { someFigures } from '#tests/support/some-figures.ts';

let stop: (() => Promise<void>) | null = null;
afterEach(async () => {
  await stop?.();
  stop = null;
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

async function serve(options: { databaseUp?: boolean; fail?: boolean; token?: string } = {}) {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = [];
  const { databaseUp = true, fail = false, token = null } = options;
  const ping = async () => (databaseUp ? Promise.resolve() : Promise.reject(new Error('down')));
  const handler = createRequestHandler({
    health: createHealth({ ping, collabFailing: () => false }),
    metrics: createAnswerMetrics(token, () => someFigures()),
    movedAddress: async (address) =>
      Promise.resolve(address.startsWith('/old/') ? address.replace('/old/', '/core-dev/') : null),
    pages: async (request, response) => {
      seen.push({ url: request.url ?? '', headers: request.headers });
      if (fail) return Promise.reject(new Error('on purpose'));
      response.end('page');
      return Promise.resolve();
    },
  });
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, headers }).end();
    const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
    const chunks = await response.toArray();
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(chunks as Buffer[]).toString(),
    };
  };
  return { get, seen };
}

test('pages get what is not answered here', async () => {
  const { get, seen } = await serve();
  expect((await get('/core-dev/33?tab=lines')).body).toBe('page');
  expect(seen.map(({ url }) => url)).toEqual(['/core-dev/33?tab=lines']);
});

test('a page under a former slug is found under the one of today, and no cache keeps that', async () => {
  const { get, seen } = await serve();
  const { status, headers } = await get('/old/33?tab=lines');
  expect(status).toBe(307);
  expect(headers).toMatchObject({ location: '/core-dev/33?tab=lines', 'cache-control': 'no-store' });
  expect(seen).toEqual([]);
});

test('being alive needs no database, being ready does', async () => {
  const { get, seen } = await serve({ databaseUp: false });
  expect(await get('/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}\n' });
  const ready = await get('/readyz');
  expect(ready.status).toBe(503);
  expect(JSON.parse(ready.body)).toEqual({ status: 'failing', database: 'failing', collab: 'ok' });
  expect(seen).toEqual([]);
});

test('with the database down a page says so in three sentences, is not cached and tries again', async () => {
  const { get, seen } = await serve({ databaseUp: false });
  const answer = await get('/core-dev/33');
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': '10' });
  expect(answer.body.match(/<p>[^<]+<\/p>/gu)).toHaveLength(3);
  expect(seen).toEqual([]);
});

test('what pages are built of is served whether the database answers or not', async () => {
  const { get } = await serve({ databaseUp: false });
  expect((await get('/_next/static/app.css')).status).toBe(200);
});

test('headers that only the server may set do not reach the pages', async () => {
  const { get, seen } = await serve();
  await get('/', {
    'X-Middleware-Subrequest': 'middleware',
    'x-middleware-rewrite': '/admin',
    'X-Nonce': 'chosen',
    'Content-Security-Policy': "script-src 'unsafe-inline'",
    'Accept-Language': 'en',
  });
  const names = Object.keys(seen[0]?.headers ?? {});
  expect(names).toContain('accept-language');
  expect(names.filter((name) => /^x-middleware-|^x-nonce$|^content-security-policy$/u.test(name))).toEqual(
    [],
  );
});

test.each(['/collab', '/collab/v1/calls/abc'])(
  'a plain request to %s never reaches the pages',
  async (path) => {
    const { get, seen } = await serve();
    expect((await get(path)).status).toBe(426);
    expect(seen).toEqual([]);
  },
);

test('a request for the address of another server is refused', async () => {
  const { get, seen } = await serve();
  expect((await get('http://elsewhere.example/')).status).toBe(400);
  expect(seen).toEqual([]);
});

test('a request that fails answers with a page that tells nothing of the error', async () => {
  const { get } = await serve({ fail: true });
  const answer = await get('/');
  expect(answer.status).toBe(500);
  expect(answer.body).not.toContain('on purpose');
});

test('the figures are told to whoever sends the token, and to nobody else', async () => {
  const { get, seen } = await serve({ token: 'a-token-of-some-length' });
  for (const authorization of [undefined, 'Bearer another-token', 'a-token-of-some-length', 'Bearer ']) {
    const refused = await get('/metrics', authorization === undefined ? {} : { authorization });
    expect(refused).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="metrics"' } });
    expect(refused.body).not.toContain('callnotes_');
  }
  const told = await get('/metrics', { authorization: 'Bearer a-token-of-some-length' });
  expect(told).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
  });
  expect(told.body).toContain('\ncallnotes_sockets 3\n');
  expect(seen).toEqual([]);
});

test('without a token there are no figures to read', async () => {
  const { get, seen } = await serve();
  expect((await get('/metrics', { authorization: 'Bearer null' })).body).toBe('page');
  expect(seen.map(({ url }) => url)).toEqual(['/metrics']);
});
