import { setTimeout as wait } from 'node:timers/promises';
import type { Room } from '#tests/bench/targets/target.ts';
import { Client } from './client.ts';

const mostMs = 20_000;
const everyMs = 50;

/** Puts a document into a room, and waits until somebody else gets it. */
export async function putDocument(room: Room, document: Uint8Array): Promise<void> {
  if (room.answerWith !== undefined) {
    await room.answerWith(document);
    return;
  }
  const writer = await Client.open(room.door(0));
  try {
    writer.sendUpdate(document);
    const latest = performance.now() + mostMs;
    for (;;) {
      const reader = await Client.open(room.door(1));
      reader.close();
      if (isWhole(reader.documentBytes, document)) return;
      if (performance.now() > latest) throw new Error('A document did not get into its room.');
      await wait(everyMs);
    }
  } finally {
    writer.close();
  }
}

/** Whether an answer of this length can hold the document; servers write it a little shorter or longer. */
export function isWhole(bytes: number, document: Uint8Array): boolean {
  return bytes >= document.length * 0.9;
}
