import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendText } from '#server/http-errors.ts';
import { metricsText } from './metrics-text.ts';
import type { ServerFigures } from './server-figures.ts';

/** Answers `/metrics`; false when there is no such address. */
export type AnswerMetrics = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Tells the figures to whoever sends the token as a bearer. Without a token there is no such address: behind a proxy every
 * request comes from this machine, so that where it comes from proves nothing.
 */
export function createAnswerMetrics(token: string | null, figures: () => ServerFigures): AnswerMetrics {
  return (request, response) => {
    if (token === null) return false;
    if (!isBearer(request.headers.authorization, token)) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="metrics"');
      sendText(response, 401, 'The figures are for whoever sends METRICS_TOKEN as a bearer token.');
    } else if (request.method === 'GET' || request.method === 'HEAD') {
      response.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
      response.setHeader('Cache-Control', 'no-store');
      response.end(metricsText(figures()));
    } else {
      sendText(response, 405, 'The figures are only read.');
    }
    return true;
  };
}

function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return header !== undefined && timingSafeEqual(digest(header), digest(`Bearer ${token}`));
}
