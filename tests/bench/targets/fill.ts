import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '#tests/bench/load/client.ts';
import type { Room } from './target.ts';

const mostMs = 20_000;

/** Puts a document into a room by the way of a client, and waits until somebody else gets it. */
export async function fill(room: Room, document: Uint8Array): Promise<void> {
  const writer = await Client.open(room.door(0));
  try {
    writer.sendUpdate(document);
    const latest = performance.now() + mostMs;
    for (;;) {
      const reader = await Client.open(room.door(1));
      reader.close();
      if (reader.document.length >= document.length * 0.9) return;
      if (performance.now() > latest) throw new Error('A document did not get into its room.');
      await wait(50);
    }
  } finally {
    writer.close();
  }
}
