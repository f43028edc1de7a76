import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Y from 'yjs';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { createNotesUpdate, notesDoc } from '#lib/notes/ydoc.ts';
import { createBus } from '#server/bus.ts';
import { attachCollab, type Collab } from '#server/collab/attach-collab.ts';
import { MemoryLog, storeDown } from '#tests/protocol/support/memory-log.ts';
import { SmallWorld } from '#tests/protocol/support/small-world.ts';

// As fast as a program types, and rooms that go soon after the last has left.
const limits = {
  messagesPerSecond: 1_000_000,
  messageBurst: 1_000_000,
  bytesPerSecond: 1e9,
  byteBurst: 1e9,
  syncsPerSecond: 1_000,
  syncBurst: 1_000,
  idleMs: 30,
  tailRows: 30,
  tailRowsAtUnload: 5,
  shutdownMs: 2_000,
};

/** A collaboration server of this process with one call, its log in memory, that can be ended and started again. */
export class RoomInMemory {
  readonly world = new SmallWorld();
  readonly call = this.world.call();
  /** What the server logged as a warning or an error. */
  readonly complaints: string[] = [];
  /** All that it logged, newest last. */
  readonly told: string[] = [];
  private log = new MemoryLog();
  private httpServer: Server | null = null;
  private collab: Collab | null = null;
  private port = 0;

  constructor(notes: NotesJson) {
    this.log.seed(this.call.callId, createNotesUpdate(notes, this.call.lineage));
  }

  get address(): AddressInfo {
    return this.httpServer?.address() as AddressInfo;
  }

  async start(): Promise<void> {
    const httpServer = createServer();
    httpServer.listen(this.port, '127.0.0.1');
    await once(httpServer, 'listening');
    this.httpServer = httpServer;
    this.port = this.address.port;
    const tell = (fields: object, event: string): void => {
      this.told.push(`${event} ${JSON.stringify(fields)}`);
    };
    const complain = (fields: object, event: string): void => {
      tell(fields, event);
      this.complaints.push(`${event} ${JSON.stringify(fields)}`);
    };
    const { rights, accessChangesSince, callState } = this.world;
    this.collab = attachCollab({
      httpServer,
      publicUrl: `http://127.0.0.1:${String(this.port)}`,
      rights,
      accessChangesSince,
      callState,
      log: this.log,
      bus: createBus(),
      project: () => Promise.resolve(),
      logger: { info: tell, warn: complain, error: complain },
      limits,
    });
  }

  /** Ends the server: cleanly, or as a crash does, with what is in the log and nothing more. */
  async stop(how: 'clean' | 'crash'): Promise<void> {
    const { collab, httpServer } = this;
    if (collab === null || httpServer === null) return;
    this.collab = null;
    if (how === 'crash') {
      const before = this.log;
      this.log = before.copy();
      // What the old server still writes is lost.
      before.failWith = { append: storeDown, compact: storeDown };
      httpServer.closeAllConnections();
      void collab.close();
    } else {
      await collab.close();
    }
    const closed = once(httpServer, 'close');
    httpServer.close();
    httpServer.closeAllConnections();
    await closed;
  }

  /** The document as the log has it. */
  async storedDocument(): Promise<Y.Doc> {
    const { snapshot, updates } = await this.log.load(this.call.callId);
    const doc = notesDoc();
    if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
    for (const { update } of updates) Y.applyUpdate(doc, update);
    return doc;
  }
}
