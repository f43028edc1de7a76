import { Window } from 'happy-dom';

type Cookie = { name: string; value: string; path: string };
type Doc = InstanceType<typeof Window>['document'];

/** A page as somebody sees it who has no JavaScript. */
export type PlainPage = {
  url: string;
  status: number;
  html: string;
  document: Doc;
  /** The text of the page, spaces made single. */
  text: string;
  /** The text of what is announced as wrong; empty when nothing is. */
  alert: string;
};

export type PlainBrowser = {
  /** Goes to an address and on to wherever it leads. */
  open(address: string): Promise<PlainPage>;
  /** Presses the button with this text, after filling the fields of its form by their names. */
  press(button: string, fields?: Record<string, string>, on?: PlainPage): Promise<PlainPage>;
  /** The page it is on. */
  page(): PlainPage;
  /** The `Cookie` header that an address of this host gets. */
  cookieHeader(path?: string): string;
  cookies: Cookie[];
  /** Every address it has asked for, in order. */
  visited: string[];
};

/**
 * A browser without JavaScript: keeps cookies by name and path, follows redirects and pages that lead on, and sends forms
 * as they stand. Ports of one host share their cookies, as they do in real browsers.
 */
export function plainBrowser(): PlainBrowser {
  const cookies: Cookie[] = [];
  const visited: string[] = [];
  let current: PlainPage | null = null;

  function cookieHeader(path = '/'): string {
    const sent = cookies.filter((cookie) => path.startsWith(cookie.path));
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  function keep(header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const attribute = (name: string): string | undefined =>
      attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), path: attribute('path') ?? '/' };
    const old = cookies.findIndex(({ name, path }) => name === cookie.name && path === cookie.path);
    if (old >= 0) cookies.splice(old, 1);
    const expires = attribute('expires');
    const over =
      attribute('max-age') === '0' || (expires !== undefined && new Date(expires).getTime() < Date.now());
    if (!over) cookies.push(cookie);
  }

  async function go(address: string, init: RequestInit = {}, hops = 0): Promise<PlainPage> {
    if (hops > 15) throw new Error(`${address} leads round and round.`);
    visited.push(address);
    const { pathname } = new URL(address);
    const headers = new Headers(init.headers);
    headers.set('cookie', cookieHeader(pathname));
    headers.set('user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
    const answer = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const header of answer.headers.getSetCookie()) keep(header);
    const html = await answer.text();
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location !== null) {
      return go(new URL(location, address).href, {}, hops + 1);
    }
    current = read(address, answer.status, html);
    const refresh = current.document.querySelector('meta[http-equiv="refresh"]')?.getAttribute('content');
    const onward = refresh?.split('url=', 2)[1];
    return onward === undefined ? current : go(onward, {}, hops + 1);
  }

  return {
    cookies,
    visited,
    cookieHeader,
    open: (address) => go(address),
    page() {
      if (current === null) throw new Error('No page is open.');
      return current;
    },
    async press(label, fields = {}, on = current ?? undefined) {
      if (on === undefined) throw new Error('No page is open.');
      const button = [...on.document.querySelectorAll('button')].find((one) => textOf(one) === label);
      const form = button?.closest('form');
      if (button === undefined || form === null || form === undefined) {
        throw new Error(`There is no button ${label} on ${on.url}:\n${on.text}`);
      }
      const sent = new FormData();
      for (const input of form.querySelectorAll('input')) {
        const name = input.getAttribute('name');
        if (name !== null) sent.append(name, input.getAttribute('value') ?? '');
      }
      for (const [name, value] of Object.entries(fields)) {
        if (!sent.has(name)) throw new Error(`There is no field ${name} on ${on.url}.`);
        sent.set(name, value);
      }
      const pressed = button.getAttribute('name');
      if (pressed !== null) sent.append(pressed, button.getAttribute('value') ?? '');
      const address = new URL(form.getAttribute('action') || on.url, on.url).href;
      const whole = form.getAttribute('enctype') === 'multipart/form-data';
      const pairs = [...sent].map(
        ([name, value]) => [name, typeof value === 'string' ? value : ''] as [string, string],
      );
      return go(address, {
        method: 'POST',
        headers: { origin: new URL(on.url).origin },
        body: whole ? sent : new URLSearchParams(pairs),
      });
    },
  };
}

function read(url: string, status: number, html: string): PlainPage {
  const document = new new Window({ url }).DOMParser().parseFromString(html, 'text/html');
  const alerts = [...document.querySelectorAll('main [role="alert"], main .text-danger')];
  return {
    url,
    status,
    html,
    document,
    text: textOf(document.querySelector('main') ?? document.body),
    alert: alerts.map(textOf).join(' '),
  };
}

function textOf(element: { textContent: string | null }): string {
  return (element.textContent ?? '').replaceAll(/\s+/gu, ' ').trim();
}
