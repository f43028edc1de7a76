import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { socketPath } from '#lib/collab/protocol.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import * as Y from 'yjs';
import { createNotesUpdate, notesJson } from '#lib/notes/ydoc.ts';
import { createBus, type Bus } from '#server/bus.ts';
import { attachCollab, type Collab, type CollabOptions } from '#server/collab/attach-collab.ts';
import type { CollabLimits } from '#server/collab/limits.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryLog } from './memory-log.ts';
import { SmallWorld } from './small-world.ts';
import { blankLine } from '#lib/notes/schema/line.ts';

export type Projected = { callId: string; notes: NotesJson; logPosition: bigint };

export type TestCollab = {
  httpServer: Server;
  collab: Collab;
  world: SmallWorld;
  log: MemoryLog;
  bus: Bus;
  projected: Projected[];
  /** What was logged, event by event. */
  events: string[];
  /** The origin pages of this server have. */
  origin: string;
  /** `ws://…/collab/v1/calls`, as the stock client wants it. */
  socketUrl: string;
  /** Makes a call with one line of text. */
  call(text?: string, options?: Parameters<SmallWorld['call']>[0]): { callId: string; lineage: string };
  /** The full address of a call's room. */
  address(callId: string, query?: string): string;
};

export type StartOptions = {
  limits?: Partial<CollabLimits>;
  clock?: ManualClock;
  log?: MemoryLog;
  world?: SmallWorld;
  /** Shared with other servers of the test. */
  bus?: Bus;
  project?: CollabOptions['project'];
  leaveAlone?: (path: string) => boolean;
};

/** A collaboration server on a port of its own, with everything around it in memory; closed with the test. */
export async function startCollab(options: StartOptions = {}): Promise<TestCollab> {
  const httpServer = createServer((_, response) => {
    response.end('page');
  });
  await new Promise<void>((resolve) => {
    httpServer.listen(0, '127.0.0.1', resolve);
  });
  const { port } = httpServer.address() as AddressInfo;
  const origin = `http://127.0.0.1:${String(port)}`;
  const world = options.world ?? new SmallWorld();
  const log = options.log ?? new MemoryLog();
  const { clock } = options;
  if (clock !== undefined) world.now = () => clock.now();
  const bus = options.bus ?? createBus();
  const projected: Projected[] = [];
  const events: string[] = [];
  const note = (_: object, event: string): void => {
    events.push(event);
  };
  const collab = attachCollab({
    httpServer,
    publicUrl: origin,
    rights: world.rights,
    accessChangesSince: world.accessChangesSince,
    callState: world.callState,
    log,
    bus,
    project:
      options.project ??
      ((input) => {
        projected.push(readProjected(input));
        return Promise.resolve();
      }),
    logger: { info: note, warn: note, error: note },
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    limits: { idleMs: 60_000, ...options.limits },
    ...(options.leaveAlone === undefined ? {} : { leaveAlone: options.leaveAlone }),
  });
  onTestFinished(async () => {
    log.failWith = {};
    httpServer.closeAllConnections();
    const closed = collab.close();
    await options.clock?.advance(20_000);
    await closed;
    await new Promise((resolve) => httpServer.close(resolve));
  });
  const host = `127.0.0.1:${String(port)}`;
  return {
    httpServer,
    collab,
    world,
    log,
    bus,
    projected,
    events,
    origin,
    socketUrl: `ws://${host}${socketPath('').slice(0, -1)}`,
    call(text = 'hello', callOptions = {}) {
      const call = world.call(callOptions);
      log.seed(call.callId, createNotesUpdate(notesOf(text), call.lineage));
      return call;
    },
    address: (callId, query = '') => `ws://${host}${socketPath(callId)}${query}`,
  };
}

/** What a projection is of. */
export function readProjected({
  callId,
  updates,
  logPosition,
}: Parameters<CollabOptions['project']>[0]): Projected {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return { callId, notes: notesJson(doc), logPosition };
}

/** Notes of one line. */
export function notesOf(text: string): NotesJson {
  return {
    type: 'doc',
    content: [
      {
        type: 'line',
        attrs: {
          ...blankLine,
          id: 'line-1',
        },
        content: [{ type: 'text', text }],
      },
    ],
  };
}
