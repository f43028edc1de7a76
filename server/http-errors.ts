import type { ServerResponse } from 'node:http';

export type BarePage = { status: number; title: string; sentences: readonly string[] };

/** Shown when the database does not answer. */
export const databaseDownPage: BarePage = {
  status: 503,
  title: 'The notes cannot be read just now',
  sentences: [
    'The database does not answer.',
    'Nothing that was shown as saved is lost.',
    'This page tries again by itself in ten seconds.',
  ],
};

/** Shown when a request made the server fail in a way that nothing nearer handled. */
export const failurePage: BarePage = {
  status: 500,
  title: 'Something went wrong here',
  sentences: [
    'The server could not answer this request.',
    'Nothing that was shown as saved is lost.',
    'Go back and try again in a moment.',
  ],
};

const RETRY_SECONDS = 10;

/** Answers with a page that needs nothing but the server itself: no database, no script, no style sheet. */
export function sendBarePage(response: ServerResponse, page: BarePage): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const retry = page.status === 503 ? { 'Retry-After': String(RETRY_SECONDS) } : {};
  const refresh = page.status === 503 ? `<meta http-equiv="refresh" content="${String(RETRY_SECONDS)}">` : '';
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>${page.title}</title></head>
<body><main><h1>${page.title}</h1>${page.sentences.map((sentence) => `<p>${sentence}</p>`).join('')}</main></body>
</html>
`;
  send(response, page.status, body, { 'Content-Type': 'text/html; charset=utf-8', ...retry });
}

/** Answers with JSON that no cache keeps. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, `${JSON.stringify(value)}\n`, { 'Content-Type': 'application/json; charset=utf-8' });
}

/** Answers with one line of text that no cache keeps. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, `${text}\n`, { 'Content-Type': 'text/plain; charset=utf-8' });
}

/** Sends whoever asks to another address of this server, with what they sent. No cache keeps it: a series may take its slug back. */
export function sendElsewhere(response: ServerResponse, address: string): void {
  send(response, 307, '', { Location: address });
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response.writeHead(status, {
    ...headers,
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
