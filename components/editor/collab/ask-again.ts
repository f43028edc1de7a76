import * as encoding from 'lib0/encoding';
import { writeSyncStep1 } from 'y-protocols/sync';
import type { WebsocketProvider } from 'y-websocket';
import { messageSync } from '#lib/collab/protocol.ts';
import { hasPending } from '#lib/notes/ydoc.ts';

const patienceMs = 5_000;

/**
 * Asks the server for what this page lacks when something that came has waited for 5 s for something that did not: the
 * page would differ from all others without showing it. Gives the function that ends this.
 */
export function askAgainForWhatIsMissing(provider: WebsocketProvider): () => void {
  const { doc } = provider;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = (): void => {
    timer = null;
    if (!hasPending(doc)) return;
    const { ws, wsconnected } = provider;
    if (ws !== null && wsconnected) {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, messageSync);
      writeSyncStep1(encoder, doc);
      ws.send(encoding.toUint8Array(encoder));
    }
    timer = setTimeout(look, patienceMs);
  };
  const onTransaction = (): void => {
    if (timer === null && hasPending(doc)) timer = setTimeout(look, patienceMs);
  };
  doc.on('afterTransaction', onTransaction);
  return () => {
    doc.off('afterTransaction', onTransaction);
    if (timer !== null) clearTimeout(timer);
  };
}
