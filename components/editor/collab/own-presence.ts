import * as encoding from 'lib0/encoding';
import { encodeAwarenessUpdate } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import { messageAwareness } from '#lib/collab/protocol.ts';

type Changed = { added: number[]; updated: number[]; removed: number[] };

/**
 * Has a provider tell the server of this page's presence alone. The stock provider repeats what it hears of others too:
 * with a hundred people in a call that is a hundred frames for each move of a cursor, which the server all ignores.
 */
export function tellOwnPresence(provider: WebsocketProvider): void {
  const { awareness } = provider;
  awareness.off('update', provider._awarenessUpdateHandler);
  provider._awarenessUpdateHandler = ({ added, updated, removed }: Changed): void => {
    const own = awareness.clientID;
    if (!added.includes(own) && !updated.includes(own) && !removed.includes(own)) return;
    const { ws, wsconnected } = provider;
    if (ws === null || !wsconnected) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageAwareness);
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [own]));
    ws.send(encoding.toUint8Array(encoder));
  };
  awareness.on('update', provider._awarenessUpdateHandler);
}
