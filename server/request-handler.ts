import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Health } from './health.ts';
import {
  databaseDownPage,
  failurePage,
  sendBarePage,
  sendElsewhere,
  sendJson,
  sendText,
} from './http-errors.ts';
import { log } from './log.ts';
import type { AnswerMetrics } from './metrics/answer-metrics.ts';

export type RequestHandlerOptions = {
  health: Health;
  metrics: AnswerMetrics;
  /** Where a page is now whose series had another slug; null for any other address. */
  movedAddress: (address: string, cookie: string | undefined) => Promise<string | null>;
  /** Renders pages and routes: Next. */
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

/**
 * Answers what needs no page (health, misdirected socket requests, a database that is down) and hands the rest
 * to the pages, without the headers that only the server itself may set.
 */
export function createRequestHandler({
  health,
  metrics,
  movedAddress,
  pages,
}: RequestHandlerOptions): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request);
    if (path === null) {
      sendText(response, 400, 'Bad request.');
    } else if (path === '/healthz') {
      sendJson(response, 200, { status: 'ok' });
    } else if (path === '/readyz') {
      const readiness = await health.readiness();
      sendJson(response, readiness.status === 'ok' ? 200 : 503, readiness);
    } else if (path === '/metrics' && metrics(request, response)) {
      return;
    } else if (path === '/collab' || path.startsWith('/collab/')) {
      sendText(response, 426, 'This address answers WebSockets only.');
    } else if (!path.startsWith('/_next/') && !(await health.databaseAnswers())) {
      sendBarePage(response, databaseDownPage);
    } else {
      const moved = path.startsWith('/_next/')
        ? null
        : await movedAddress(request.url ?? '', request.headers.cookie);
      if (moved !== null) {
        sendElsewhere(response, moved);
        return;
      }
      dropServerHeaders(request);
      request.headers[ADDRESS_HEADER] = request.socket.remoteAddress ?? 'unknown';
      await pages(request, response);
    }
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error, method: request.method, path: pathOf(request) }, 'request failed');
      sendBarePage(response, failurePage);
    });
  };
}

/** The path without its query; null when the request asks for another server's address. */
function pathOf(request: IncomingMessage): string | null {
  const target = request.url ?? '';
  return target.startsWith('/') ? (target.split('?', 1)[0] ?? target) : null;
}

/** Tells the pages where a request came from; only the socket knows, so what a client sends is overwritten. */
const ADDRESS_HEADER = 'x-callnotes-address';

// Next trusts these when they come from its own middleware; from a browser they are an attempt.
function dropServerHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-middleware-') || name === 'x-nonce' || name === 'content-security-policy') {
      Reflect.deleteProperty(request.headers, name);
    }
  }
}
