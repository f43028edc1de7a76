import * as Y from 'yjs';

/** How many clocks of what stands in the document an update deletes: of text, about as many bytes. */
export function freedLength(doc: Y.Doc, update: Uint8Array): number {
  let freed = 0;
  for (const [client, ranges] of Y.decodeUpdate(update).ds.clients) {
    const structs = doc.store.clients.get(client) ?? [];
    const known = Y.getState(doc.store, client);
    for (const { clock, len } of ranges) {
      if (clock >= known) continue;
      const end = Math.min(known, clock + len);
      for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
        const struct = structs[index];
        if (struct === undefined || struct.id.clock >= end) break;
        if (struct.deleted) continue;
        freed += Math.min(end, struct.id.clock + struct.length) - Math.max(clock, struct.id.clock);
      }
    }
  }
  return freed;
}
