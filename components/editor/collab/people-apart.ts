import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import { messageAwareness, messagePeople } from '#lib/collab/protocol.ts';

/**
 * Puts the people whom the server tells once into the presences that it tells often, so that everything on the page reads
 * presences with `user` in them. The address has to ask for it with `people=apart`.
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
  provider.messageHandlers[messageAwareness] = (_encoder, decoder) => {
    const update = withPeople(decoding.readVarUint8Array(decoder), people);
    applyAwarenessUpdate(awareness, update, provider);
  };
}

function withPeople(update: Uint8Array, people: Map<number, unknown>): Uint8Array {
  const decoder = decoding.createDecoder(update);
  const encoder = encoding.createEncoder();
  const count = decoding.readVarUint(decoder);
  encoding.writeVarUint(encoder, count);
  for (let index = 0; index < count; index += 1) {
    const clientId = decoding.readVarUint(decoder);
    const state = readState(encoder, decoder, clientId);
    if (state === null) people.delete(clientId);
    const user = people.get(clientId);
    const whole = state === null || user === undefined ? state : { ...state, user };
    encoding.writeVarString(encoder, JSON.stringify(whole));
  }
  return encoding.toUint8Array(encoder);
}

/** Copies who and when, and reads what. */
function readState(encoder: encoding.Encoder, decoder: decoding.Decoder, clientId: number): object | null {
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, decoding.readVarUint(decoder));
  return JSON.parse(decoding.readVarString(decoder)) as object | null;
}
