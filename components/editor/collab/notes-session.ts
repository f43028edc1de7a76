import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { writeSyncStep1 } from 'y-protocols/sync';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { closeCodes, closeReason, mayReconnect } from '#lib/collab/close-codes.ts';
import type { CallCommand, CallStateMessage } from '#lib/collab/call-state.ts';
import {
  lineageParam,
  messageAccess,
  messageCallState,
  messageCommand,
  messageSaved,
  messageStorage,
  messageSync,
  peopleApart,
  peopleParam,
  schemaParam,
  SOCKET_PATH_PREFIX,
} from '#lib/collab/protocol.ts';
import type { SaveFacts } from '#lib/collab/save-state.ts';
import { NOTES_SCHEMA_VERSION } from '#lib/notes/schema/version.ts';
import { settleDoubles } from '#lib/notes/settle-doubles.ts';
import { notesDoc, notesFragment, notesMeta } from '#lib/notes/ydoc.ts';
import { afterPaint } from '#components/editor/engine/after-paint.ts';
import { createFrameCounter, type FrameCounter } from './frame-counter.ts';
import { openLocalCopy, type LocalCopy } from './local-copy.ts';
import { tellOwnPresence } from './own-presence.ts';
import { readPeopleApart } from './people-apart.ts';
import { failuresBefore, reconnectDelay } from './reconnect-delay.ts';
import { parseAccess, parseCallState, parseStorage } from './server-words.ts';
import { watchPending } from './watch-pending.ts';

/** Whether an editor may be attached to the document. */
export type SessionPhase =
  /** Nothing to show yet. */
  | 'opening'
  /** The document is here. */
  | 'open'
  /** The document needs a newer page, or is another one: nothing may be attached any more. */
  | 'outdated';

export type SessionSnapshot = {
  phase: SessionPhase;
  facts: SaveFacts;
  /** What the server last said of the call's state; null before the first time. */
  callState: CallStateMessage | null;
};

export type NotesSessionOptions = {
  callId: string;
  lineage: string;
  /** Whose copy in this browser is read and kept. */
  userId: string;
  /** Origin of the server, such as `wss://calls.example`. */
  server: string;
};

/**
 * A page's tie to a call's document: the Yjs document, the socket, the copy in this browser, and all that is known
 * about what is saved. Its life begins with `start` and ends with `destroy`.
 */
export class NotesSession {
  readonly doc = notesDoc();
  readonly provider: WebsocketProvider;
  private readonly options: NotesSessionOptions;
  private readonly frames: FrameCounter;
  private readonly listeners = new Set<() => void>();
  private readonly detachers = new Set<() => void>();
  private readonly settlers = new Set<() => void>();
  private readonly teardown: (() => void)[] = [];
  private copy: LocalCopy | null = null;
  private destroyed = false;
  /** Never from inside a Yjs transaction or a React render, and never before the caret is drawn. */
  private readonly tell = afterPaint(() => {
    for (const listener of this.listeners) listener();
  });
  private snapshot: SessionSnapshot;

  constructor(options: NotesSessionOptions) {
    this.options = options;
    this.snapshot = { phase: 'opening', facts: initialFacts(), callState: null };
    this.frames = createFrameCounter(() => {
      const { framesSaved } = this.snapshot.facts;
      this.update({ framesSent: this.frames.sent, unsavedSince: this.frames.oldestUnsaved(framesSaved) });
    });
    this.provider = new WebsocketProvider(
      `${options.server}${SOCKET_PATH_PREFIX}`,
      options.callId,
      this.doc,
      {
        connect: false,
        disableBc: true,
        params: {
          [schemaParam]: String(NOTES_SCHEMA_VERSION),
          [lineageParam]: options.lineage,
          [peopleParam]: peopleApart,
        },
        WebSocketPolyfill: this.frames.Socket,
        shouldReconnect: ({ code }) => mayReconnect(code),
      },
    );
    tellOwnPresence(this.provider);
    readPeopleApart(this.provider);
    this.listenToServer();
    this.listenToDocument();
    this.listenToBrowser();
  }

  /** Loads the copy in this browser, then connects. */
  async start(): Promise<void> {
    const copy = await openLocalCopy(this.doc, this.options);
    if (this.destroyed) {
      copy?.close();
      return;
    }
    this.copy = copy;
    // A copy of another document under this name can never be merged; the next visit starts without it.
    if (
      copy !== null &&
      notesMeta(this.doc)?.lineage !== this.options.lineage &&
      notesMeta(this.doc) !== null
    ) {
      await copy.remove();
    }
    if (copy !== null) {
      this.update({
        localCopy: true,
        unsavedChanges: copy.unsaved,
        unsavedSince: copy.unsaved > 0 ? now() : null,
      });
    }
    this.openWhenLoaded();
    if (this.snapshot.phase !== 'outdated') this.provider.connect();
  }

  getSnapshot = (): SessionSnapshot => this.snapshot;

  /** Calls `listener` once a frame in which something changed, until the returned function is called. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Calls `detach` at once, inside Yjs' own transaction, when the document turns out to need a newer page: before
   * the editor's binding can delete what it does not know.
   */
  onOutdated(detach: () => void): () => void {
    this.detachers.add(detach);
    return () => this.detachers.delete(detach);
  }

  /** Calls `settle` before each frame that may change the document from elsewhere, until the returned function is called. */
  onBeforeChange(settle: () => void): () => void {
    this.settlers.add(settle);
    return () => this.settlers.delete(settle);
  }

  /** Tries to connect now instead of waiting for the next attempt. */
  retryNow(): void {
    if (this.snapshot.phase !== 'outdated' && this.snapshot.facts.closedFor === null) this.provider.connect();
  }

  /** Sends a command about the call's state; false when there is no connection to send it on. */
  command(command: CallCommand): boolean {
    const { ws, wsconnected } = this.provider;
    if (ws === null || !wsconnected || !this.snapshot.facts.synced) return false;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageCommand);
    encoding.writeVarString(encoder, JSON.stringify(command));
    ws.send(encoding.toUint8Array(encoder));
    return true;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    for (const undo of this.teardown) undo();
    this.provider.destroy();
    this.provider.awareness.destroy();
    this.copy?.close();
    this.tell.stop();
    this.listeners.clear();
    this.doc.destroy();
  }

  private listenToServer(): void {
    const { provider } = this;
    const sync = provider.messageHandlers[messageSync];
    provider.messageHandlers[messageSync] = (...frame) => {
      for (const settle of this.settlers) settle();
      sync?.(...frame);
    };
    provider.messageHandlers[messageSaved] = (_encoder, decoder) => {
      this.onSaved(decoding.readVarUint(decoder));
    };
    provider.messageHandlers[messageAccess] = (_encoder, decoder) => {
      const access = parseAccess(decoding.readVarString(decoder));
      if (access === null) return;
      this.update({ access });
      this.settle();
    };
    provider.messageHandlers[messageStorage] = (_encoder, decoder) => {
      const storage = parseStorage(decoding.readVarString(decoder));
      if (storage !== null) this.update({ storage: storage.state });
    };
    provider.messageHandlers[messageCallState] = (_encoder, decoder) => {
      const callState = parseCallState(decoding.readVarString(decoder));
      if (callState === null || callState.version < (this.snapshot.callState?.version ?? 0)) return;
      this.snapshot = { ...this.snapshot, callState };
      this.update({});
    };
    provider.on('status', ({ status }) => {
      if (status === 'connecting') this.update({ connection: status, retryAt: null });
      if (status === 'connected')
        this.update({
          connection: status,
          framesSent: 0,
          framesSaved: 0,
          storage: 'ok',
          unsavedSince: this.snapshot.facts.unsavedChanges > 0 ? now() : null,
        });
    });
    provider.on('sync', (synced) => {
      this.update({ synced });
      if (synced) this.openWhenLoaded();
    });
    provider.on('connection-close', (event) => {
      // y-websocket waits for the lesser of its own doubling delay and this one.
      provider.wsUnsuccessfulReconnects = failuresBefore(event?.code, provider.wsUnsuccessfulReconnects);
      provider.maxBackoffTime = reconnectDelay(provider.wsUnsuccessfulReconnects, Math.random());
      const retryAt = provider.shouldConnect ? now() + provider.maxBackoffTime : null;
      this.update({ connection: 'disconnected', synced: false, framesSent: 0, framesSaved: 0, retryAt });
    });
    provider.on('closed', ({ code }) => {
      this.update({ closedFor: code, retryAt: null });
      const reason = closeReason(code);
      if (reason === 'editorTooOld' || reason === 'otherLineage') this.outdate();
    });
  }

  private listenToDocument(): void {
    this.doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin === this.provider || origin === this.copy?.origin || this.snapshot.phase !== 'open') return;
      const { facts } = this.snapshot;
      this.update({ unsavedChanges: facts.unsavedChanges + 1, unsavedSince: facts.unsavedSince ?? now() });
      this.copy?.setUnsaved(facts.unsavedChanges + 1);
    });
    const fragment = notesFragment(this.doc);
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => {
      // What is typed here gives every block an id of its own.
      if (
        transaction.origin === ySyncPluginKey ||
        !(transaction.changed as Map<unknown, unknown>).has(fragment)
      )
        return;
      queueMicrotask(() => {
        this.settle();
      });
    });
    this.doc.on('beforeObserverCalls', () => {
      if (!this.fits()) this.outdate();
    });
    this.teardown.push(
      watchPending(this.doc, () => {
        this.askAgain();
      }),
    );
  }

  /** Asks the server for whatever is not here. */
  private askAgain(): void {
    const { ws, wsconnected } = this.provider;
    if (ws === null || !wsconnected) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    writeSyncStep1(encoder, this.doc);
    ws.send(encoding.toUint8Array(encoder));
  }

  private listenToBrowser(): void {
    const goOnline = (): void => {
      this.update({ online: true });
      this.retryNow();
    };
    const goOffline = (): void => {
      this.update({ online: false });
      // The socket may hang for long; a new attempt tells whether the server can still be reached.
      if (!this.provider.wsconnected) return;
      this.provider.disconnect();
      this.provider.connect();
    };
    window.addEventListener('online', goOnline);
    window.addEventListener('offline', goOffline);
    this.teardown.push(() => {
      window.removeEventListener('online', goOnline);
      window.removeEventListener('offline', goOffline);
    });
  }

  private onSaved(framesSaved: number): void {
    const { facts } = this.snapshot;
    const all = this.frames.answered && framesSaved >= facts.framesSent;
    if (!all) {
      const unsavedSince = this.frames.oldestUnsaved(framesSaved) ?? facts.unsavedSince;
      this.update({ framesSaved, unsavedSince });
      return;
    }
    if (facts.unsavedChanges > 0) this.copy?.setUnsaved(0);
    this.update({ framesSaved, unsavedChanges: 0, unsavedSince: null });
  }

  /** Two who move one block at the same moment make it twice; whoever may write puts that right. */
  private settle(): void {
    const { facts, phase } = this.snapshot;
    if (this.destroyed || phase !== 'open' || !facts.synced || facts.access?.write !== true) return;
    settleDoubles(this.doc, () => crypto.randomUUID());
  }

  /** Whether this page may work with the document as it is now. */
  private fits(): boolean {
    const meta = notesMeta(this.doc);
    if (meta === null) return true;
    return meta.schemaVersion <= NOTES_SCHEMA_VERSION && meta.lineage === this.options.lineage;
  }

  private openWhenLoaded(): void {
    if (this.snapshot.phase !== 'opening' || notesMeta(this.doc) === null) return;
    this.snapshot = { ...this.snapshot, phase: 'open' };
    this.update({ opened: true });
  }

  /** Takes the editor off for good: the document is not for this page. */
  outdate(): void {
    if (this.snapshot.phase === 'outdated') return;
    this.snapshot = { ...this.snapshot, phase: 'outdated' };
    for (const detach of this.detachers) detach();
    this.detachers.clear();
    const closedFor = this.snapshot.facts.closedFor ?? closeCodes.editorTooOld.code;
    this.update({ closedFor });
    queueMicrotask(() => {
      this.provider.disconnect();
    });
  }

  private update(change: Partial<SaveFacts>): void {
    this.snapshot = { ...this.snapshot, facts: { ...this.snapshot.facts, ...change } };
    this.tell.ask();
  }
}

function now(): number {
  return performance.now();
}

function initialFacts(): SaveFacts {
  return {
    opened: false,
    connection: 'connecting',
    synced: false,
    framesSent: 0,
    framesSaved: 0,
    unsavedChanges: 0,
    unsavedSince: null,
    access: null,
    storage: 'ok',
    closedFor: null,
    retryAt: null,
    online: navigator.onLine,
    localCopy: false,
    now: 0,
  };
}
