import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import { messageCursors, messagePeople } from '#lib/collab/protocol.ts';
import { readCursors, type ToldCursor } from '#lib/collab/short-cursors.ts';

/**
 * Puts the people whom the server tells once into the cursors that it tells often and in short, so that everything on the
 * page reads whole presences. The address has to ask for it.
 */
export function readPeopleApart(provider: WebsocketProvider): void {
  const { awareness } = provider;
  const people = new Map<number, unknown>();
  provider.messageHandlers[messagePeople] = (_encoder, decoder) => {
    for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
      const clientId = decoding.readVarUint(decoder);
      people.set(clientId, JSON.parse(decoding.readVarString(decoder)));
    }
  };
  provider.messageHandlers[messageCursors] = (_encoder, decoder) => {
    applyAwarenessUpdate(awareness, presencesOf(readCursors(decoder), people), provider);
  };
}

function presencesOf(told: readonly ToldCursor[], people: Map<number, unknown>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, told.length);
    for (const { clientId, clock, state } of told) {
      if (state === null) people.delete(clientId);
      const user = people.get(clientId);
      const whole = state === null || user === undefined ? state : { ...state, user };
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(whole));
    }
  });
}
