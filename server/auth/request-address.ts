import { headers } from 'next/headers';

/** Set by our own HTTP server from the socket on every request; what a client sends under this name is dropped. */
export const addressHeader = 'x-callnotes-address';

/** The network address a request came from, for counting attempts; `unknown` when nothing trustworthy tells it. */
export async function requestAddress(): Promise<string> {
  return (await headers()).get(addressHeader) ?? 'unknown';
}
