import type { IncomingMessage } from 'node:http';
import {
  lineageParam,
  peopleApart,
  peopleParam,
  schemaParam,
  SOCKET_PATH_PREFIX,
} from '#lib/collab/protocol.ts';

/** What an upgrade asks for. */
export type UpgradeRequest = {
  callId: string;
  /** Version of the notes schema the browser was built with; null when it does not say. */
  schema: string | null;
  /** Identity of the document the browser has; null when it has none. */
  lineage: string | null;
  /** Whether people are told apart from their cursors. */
  peopleApart: boolean;
};

const callIdPattern = /^[A-Za-z0-9_-]{1,64}$/u;

/**
 * The room an upgrade asks for; null when the address is not a room's, character by character: nothing is decoded or
 * normalised, and an address with a host in it is never one.
 */
export function parseUpgradeRequest(url: string | undefined): UpgradeRequest | null {
  const [path, query] = splitOnce(url ?? '', '?');
  if (!path.startsWith(`${SOCKET_PATH_PREFIX}/`)) return null;
  const callId = path.slice(SOCKET_PATH_PREFIX.length + 1);
  if (!callIdPattern.test(callId)) return null;
  const params = new URLSearchParams(query);
  return {
    callId,
    schema: params.get(schemaParam),
    lineage: params.get(lineageParam),
    peopleApart: params.get(peopleParam) === peopleApart,
  };
}

/** The path of a request's address, without its query. */
export function requestPath(url: string | undefined): string {
  return splitOnce(url ?? '', '?')[0];
}

/**
 * Whether the request may come from where it says. A browser always says; a program that has a cookie is trusted
 * without (R3).
 */
export function isOwnOrigin(request: IncomingMessage, publicOrigin: string): boolean {
  const { origin } = request.headers;
  return origin === undefined || origin === publicOrigin || isSameMachine(origin, publicOrigin);
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether both are this machine's own names for one port: a browser on it may use any of them. */
function isSameMachine(origin: string, publicOrigin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const [said, own] = [new URL(origin), new URL(publicOrigin)];
  return (
    said.origin === origin &&
    said.protocol === own.protocol &&
    said.port === own.port &&
    loopbackNames.has(said.hostname) &&
    loopbackNames.has(own.hostname)
  );
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
