import { expect } from 'vitest';
import * as Y from 'yjs';
import { edit, syncStep2, update } from '#tests/protocol/support/raw-client.ts';
import { addLine } from '#tests/protocol/support/typing.ts';
import { outputHere } from '#tests/support/callnotes-here.ts';
import { actionFields } from '#tests/support/page-actions.ts';
import { attack, type Attacked } from './support/attack.ts';

/** Writes a line and waits until the call's page shows it to somebody who may read it. */
async function secretLine(at: Attacked): Promise<{ page: string; secret: string }> {
  const { app, call, cookies } = at.stage;
  const secret = `secret${String(Math.random()).slice(2)}`;
  const asel = await at.synced('asel');
  asel.send(syncStep2(Y.encodeStateAsUpdate(asel.doc)));
  asel.send(update(edit(asel, (doc) => {
    addLine(doc, secret, `line-${secret}`);
  }))); // prettier-ignore
  const page = `/${call}`;
  const shown = async (): Promise<string> =>
    (await fetch(`${app.url}${page}`, { headers: { cookie: cookies.robin } })).text();
  await expect.poll(shown, { timeout: 20_000, interval: 500 }).toContain(secret);
  return { page, secret };
}

attack('[A49] page-variants: no way of asking for a private page gives anything of it', async (at) => {
  const { app } = at.stage;
  const { page, secret } = await secretLine(at);
  const stranger = await outputHere(['session', 'stranger@example.org'], app);
  const paths = [
    page, `${page}.rsc`, `${page}.md`, `${page}.txt`, `${page}.json`, `${page}/`, `${page}?_rsc=abc`, `${page}?x=1&_rsc=`,
    `${page}.segments/_tree.segment.rsc`, `${page}.segments/_index.segment.rsc`, `${page}.prefetch.rsc`,
    `/%61buse/${page.split('/').at(-1) ?? ''}`, `//${page.slice(1)}`, `/x/..${page}`, `${page}%00`, `/_next/data/x${page}.json`,
    `/api/calls${page}`, `${page}/export`, `${page}/export.md`, `${page}/opengraph-image`,
  ]; // prettier-ignore
  const asks: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'x-middleware-prefetch': '1', 'x-nextjs-data': '1' },
    { 'x-matched-path': page, 'x-invoke-path': page, 'x-now-route-matches': '1' },
  ];
  for (const cookie of [null, stranger]) {
    for (const path of paths) {
      for (const headers of asks) {
        const answer = await fetch(`${app.url}${path}`, {
          headers: { ...headers, ...(cookie === null ? {} : { cookie }) },
          redirect: 'manual',
        });
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBeLessThan(500);
        expect(await answer.text(), `${path} ${JSON.stringify(headers)}`).not.toContain(secret);
      }
    }
  }
});

attack('[A48] foreign-actions: a form sent from another origin or from none changes nothing', async (at) => {
  const { app } = at.stage;
  const { number, socket } = JSON.parse(await outputHere(['new-call', 'abuse', '--json'], app)) as {
    number: number;
    socket: string;
  };
  const call = `abuse/${String(number)}`;
  const cookie = await outputHere(['session', 'chair@example.org', '--call', call, '--role', 'owner'], app);
  const page = `${app.url}/${call}`;
  const action = await actionFields(page, cookie, { label: 'Agenda' });
  const lock = async (origin: string): Promise<number> => {
    const body = new FormData();
    const fields = { ...action, callId: socket.split('/').at(-1) ?? '', locked: 'yes' };
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const answer = await fetch(page, {
      method: 'POST',
      headers: { origin, cookie },
      body,
      redirect: 'manual',
    });
    await answer.text();
    return answer.status;
  };
  const isLocked = async (): Promise<boolean> =>
    (await (await fetch(page, { headers: { cookie } })).text()).includes('is locked: only you');
  for (const origin of ['null', 'https://evil.example', `${app.url}.evil.example`, 'http://127.0.0.1']) {
    expect(await lock(origin), `origin ${origin}`).toBeGreaterThanOrEqual(400);
  }
  expect(await isLocked()).toBe(false);
  await lock(app.url);
  expect(await isLocked()).toBe(true);
});
