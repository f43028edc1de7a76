import { socketPath } from '#lib/collab/protocol.ts';
import type { Env } from '#server/env.ts';
import { runningServer } from '#server/running-server.ts';

/** The public address: of the server that runs on the data folder, else the one it would have. */
export function publicAddress(env: Env): string {
  return runningServer(env.dataFolder)?.url ?? env.publicUrl;
}

/** The full addresses of a call's page and of its room. */
export function callAddresses(
  publicUrl: string,
  call: { series: string; number: number; id: string },
): { url: string; socket: string } {
  const socket = new URL(socketPath(call.id), publicUrl);
  socket.protocol = socket.protocol === 'https:' ? 'wss:' : 'ws:';
  return { url: new URL(`/${call.series}/${String(call.number)}`, publicUrl).href, socket: socket.href };
}
