import type { Room } from '#tests/bench/targets/target.ts';
import { Client } from './client.ts';

/** Puts a document into a room, and waits until somebody else gets it. */
export async function putDocument(room: Room, document: Uint8Array): Promise<void> {
  if (room.answerWith !== undefined) {
    await room.answerWith(document);
    return;
  }
  const writer = await Client.open(room.door(0));
  try {
    writer.sendUpdate(document);
    const reader = await Client.open(room.door(1), {}, leastBytes(document));
    reader.close();
  } finally {
    writer.close();
  }
}

/** The fewest bytes that can hold the document; servers write it a little shorter or longer. */
export function leastBytes(document: Uint8Array): number {
  return document.length * 0.9;
}
