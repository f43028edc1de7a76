import 'server-only';
import { serverTroubles, type Trouble } from '#lib/figures/server-troubles.ts';
import { operatesServer } from '#lib/policy/operates-server.ts';
import { currentActor } from '#server/auth/current-actor.ts';
import { documentSizes, type DocumentSizes } from '#server/db/document-sizes.ts';
import { sharedState } from '#server/shared-state.ts';

/** How the process that answers does. Times in milliseconds, sizes in bytes, moments as ISO instants. */
export type ServerView = {
  at: string;
  pid: number;
  since: string;
  /** Calls with a change that is not saved, and how long the oldest of those has waited; null when all is saved. */
  unsaved: { calls: number; forMs: number } | null;
  troubles: Trouble[];
  /** What the last failed attempts to save said, the newest first. */
  saveErrors: { at: string; message: string }[];
  people: number;
  sockets: number;
  rooms: number;
  loop: { p50: number; p99: number; max: number };
  memory: number;
  database: { kind: 'embedded' | 'server'; open: number; idle: number; waiting: number };
  sizes: DocumentSizes;
};

/** How the server does, for its operators; null for everybody else. */
export async function serverView(): Promise<ServerView | null> {
  const actor = await currentActor();
  const { figures } = sharedState();
  if (!operatesServer(actor) || figures === undefined) return null;
  const sizes = await documentSizes();
  const { collab, process: used, database } = figures();
  const now = Date.now();
  const ago = (ms: number): string => new Date(now - ms).toISOString();
  return {
    at: ago(0),
    pid: process.pid,
    since: new Date(used.startedAt * 1000).toISOString(),
    unsaved: collab.unsaved === 0 ? null : { calls: collab.unsaved, forMs: collab.oldestUnsavedMs ?? 0 },
    troubles: serverTroubles({
      ...collab,
      loopP99Ms: used.loop.p99,
      waitingForDatabase: database.connections.waiting,
    }),
    saveErrors: collab.errors.map(({ agoMs, message }) => ({ at: ago(agoMs), message })),
    people: collab.people,
    sockets: collab.sockets,
    rooms: collab.rooms,
    loop: used.loop,
    memory: used.residentBytes,
    database: { kind: database.kind, ...database.connections },
    sizes,
  };
}

/** Whether whoever asks is told how the server does. */
export async function maySeeServer(): Promise<boolean> {
  return operatesServer(await currentActor());
}
