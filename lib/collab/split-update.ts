import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
type Range = { clock: number; len: number };
type Deletes = Map<number, Range[]>;

/**
 * A Yjs update (format 1) as several of about `mostBytes` each, to be sent one after the other: none leans on one
 * that comes later. What was there before is deleted by the first, so that a block that was moved is at no moment
 * there twice. An update that is small enough, or holds what cannot be parted, comes back as it is.
 */
export function splitUpdate(update: Uint8Array, mostBytes: number): Uint8Array[] {
  if (update.length <= mostBytes) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  const ordered = structs.some((struct) => struct instanceof Y.Skip) ? [] : inOrder(structs);
  if (ordered.length === 0 || ordered.length < structs.length) return [update];
  const pieces: Struct[][] = [];
  let bytes = mostBytes;
  for (const struct of ordered.flatMap((each) => cutText(each, mostBytes))) {
    const size = sizeOf(struct);
    if (bytes + size > mostBytes) {
      pieces.push([]);
      bytes = 0;
    }
    pieces.at(-1)?.push(struct);
    bytes += size;
  }
  const { older, newer } = partDeletes(ds.clients, structs);
  const last = pieces.length - 1;
  return pieces.map((piece, index) =>
    encode(piece, join(index === 0 ? older : new Map(), index === last ? newer : new Map())),
  );
}

/** Every struct behind those it leans on; those that lean on each other are left out. */
function inOrder(structs: readonly Struct[]): Struct[] {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const queue = queues.get(struct.id.client);
    if (queue === undefined) queues.set(struct.id.client, [struct]);
    else queue.push(struct);
  }
  const next = new Map([...queues].map(([client]) => [client, 0]));
  const isHere = (id: Y.ID | null): boolean => {
    if (id === null) return true;
    const waiting = queues.get(id.client)?.[next.get(id.client) ?? 0];
    return waiting === undefined || id.clock < waiting.id.clock;
  };
  const ordered: Struct[] = [];
  for (let before = -1; before < ordered.length;) {
    before = ordered.length;
    for (const [client, queue] of queues) {
      let at = next.get(client) ?? 0;
      for (
        let struct = queue[at];
        struct !== undefined && leansOn(struct).every(isHere);
        struct = queue[at]
      ) {
        ordered.push(struct);
        at += 1;
        next.set(client, at);
      }
    }
  }
  return ordered;
}

function leansOn(struct: Struct): (Y.ID | null)[] {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin } = struct;
  const parent: unknown = struct.parent;
  return [origin, rightOrigin, parent instanceof Y.ID ? parent : null];
}

/** A long text in parts, as Yjs itself parts it when somebody writes into it. */
function cutText(struct: Struct, mostBytes: number): Struct[] {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return [struct];
  const text = struct.content.str;
  const step = Math.floor(mostBytes / 4);
  if (text.length <= step) return [struct];
  const parts: Struct[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + step);
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to -= 1;
    const { client, clock } = struct.id;
    const origin = from === 0 ? struct.origin : Y.createID(client, clock + from - 1);
    const { rightOrigin, parent, parentSub } = struct;
    const content = new Y.ContentString(text.slice(from, to));
    const id = Y.createID(client, clock + from);
    parts.push(new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, content));
    from = to;
  }
  return parts;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd8_00 && code <= 0xdb_ff;
}

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoding.length(encoder.restEncoder);
}

/** Deletions of what was there before the update, and of what it brings itself. */
function partDeletes(deletes: Deletes, structs: readonly Struct[]): { older: Deletes; newer: Deletes } {
  const from = new Map<number, number>();
  for (const { id } of structs) from.set(id.client, Math.min(from.get(id.client) ?? id.clock, id.clock));
  const older: Deletes = new Map();
  const newer: Deletes = new Map();
  for (const [client, ranges] of deletes) {
    const border = from.get(client) ?? Number.POSITIVE_INFINITY;
    for (const { clock, len } of ranges) {
      const before = Math.max(0, Math.min(len, border - clock));
      if (before > 0) add(older, client, { clock, len: before });
      if (before < len) add(newer, client, { clock: clock + before, len: len - before });
    }
  }
  return { older, newer };
}

function add(deletes: Deletes, client: number, range: Range): void {
  const ranges = deletes.get(client);
  if (ranges === undefined) deletes.set(client, [range]);
  else ranges.push(range);
}

function join(one: Deletes, other: Deletes): Deletes {
  const both: Deletes = new Map();
  for (const deletes of [one, other]) {
    for (const [client, ranges] of deletes) for (const range of ranges) add(both, client, range);
  }
  return both;
}

function encode(structs: readonly Struct[], deletes: Deletes): Uint8Array {
  const byClient = new Map<number, Struct[]>();
  for (const struct of structs) {
    const { client } = struct.id;
    const own = byClient.get(client);
    if (own === undefined) byClient.set(client, [struct]);
    else own.push(struct);
  }
  const encoder = new Y.UpdateEncoderV1();
  const rest = encoder.restEncoder;
  encoding.writeVarUint(rest, byClient.size);
  // Yjs reads and merges the clients in falling order.
  for (const [client, own] of [...byClient].toSorted(([one], [other]) => other - one)) {
    encoding.writeVarUint(rest, own.length);
    encoder.writeClient(client);
    encoding.writeVarUint(rest, own[0]?.id.clock ?? 0);
    for (const struct of own) struct.write(encoder, 0);
  }
  encoding.writeVarUint(rest, deletes.size);
  for (const [client, ranges] of deletes) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(rest, client);
    encoding.writeVarUint(rest, ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
  return encoder.toUint8Array();
}
