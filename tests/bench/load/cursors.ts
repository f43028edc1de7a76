import * as decoding from 'lib0/decoding';
import { readCursors } from '#lib/collab/short-cursors.ts';
import type { Client } from './client.ts';
import { seededRandom } from './random.ts';

const everyMs = 1_500;

/** The presence of somebody whose caret moved, as the editor writes it: about 260 bytes. */
export class Carets {
  private clock = 0;

  next(clientId: number): { clock: number; json: string } {
    this.clock += 1;
    const place = {
      type: { client: clientId, clock: 2 },
      tname: null,
      item: { client: clientId, clock: this.clock },
    };
    const json = JSON.stringify({
      user: { name: `Bench ${String(clientId)}`, color: '#4338ca', role: 'writer' },
      cursor: { anchor: { ...place, assoc: 0 }, head: { ...place, assoc: 0 } },
    });
    return { clock: this.clock, json };
  }
}

/** Lets some clients move their carets every 1.5 seconds, each at its own moment, until the result is called. */
export function moveCursors(clients: readonly Client[], firstId: number): () => void {
  const random = seededRandom(7);
  const timers = clients.map((client, index) => {
    const carets = new Carets();
    const clientId = firstId + index;
    const tell = (): void => {
      const { clock, json } = carets.next(clientId);
      client.send(client.messages.presence(clientId, clock, json));
    };
    let timer = setTimeout(() => {
      tell();
      timer = setInterval(tell, everyMs);
    }, random() * everyMs);
    return () => {
      clearTimeout(timer);
      clearInterval(timer);
    };
  });
  return () => {
    for (const stop of timers) stop();
  };
}

/** How many people a presence message speaks of; reads every entry, as a browser would. */
export function countPresences(payload: Uint8Array): number {
  const decoder = decoding.createDecoder(payload);
  const count = decoding.readVarUint(decoder);
  for (let index = 0; index < count; index += 1) {
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    decoding.readVarUint8Array(decoder);
  }
  return count;
}

/** The same of a `cursors` message; makes whole states of them, as our page does. */
export function countCursors(payload: Uint8Array): number {
  return readCursors(decoding.createDecoder(payload)).length;
}
