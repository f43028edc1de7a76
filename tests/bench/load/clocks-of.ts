import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { Client, type Door } from './client.ts';

// A server may answer with an older whole and what came since as updates behind it.
const afterMs = 500;

/** How many letters of each client id somebody has who comes now. */
export async function clocksOf(door: Door): Promise<Map<number, number>> {
  const doc = new Y.Doc();
  const apply = (payload: Uint8Array): void => {
    Y.applyUpdate(doc, payload);
  };
  const client = await Client.open(door, { document: apply, update: apply });
  await wait(afterMs);
  client.close();
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
  doc.destroy();
  return clocks;
}
