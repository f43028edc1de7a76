import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { messageSaved, messageStorage, messageSync } from '#lib/collab/protocol.ts';
import { notesFragment } from '#lib/notes/ydoc.ts';

const syncStep1 = 0;
const syncStep2 = 1;
const syncUpdate = 2;

/**
 * A browser as far as the wire goes: keeps a copy, sends what is typed, brings what was typed offline, and keeps
 * account of what it tried to write and what it was told is saved.
 */
export class Peer {
  readonly doc = new Y.Doc();
  /** Every token typed, in order. */
  readonly attempted: string[] = [];
  /** Every token the server said is committed. */
  readonly toldSaved = new Set<string>();
  private readonly cookie: string | null;
  private address: string;
  private ws: WebSocket | null = null;
  private sent = 0;
  /** Tokens not told saved yet, with the frame of this socket that carries them; null while none does. */
  private readonly waiting = new Map<string, number | null>();
  private savedFrames = 0;
  private readonly savedListeners = new Set<(unsaved: number) => void>();
  closeCode: number | null = null;
  /** What the server last said of its storage, and when, in ms of `performance.now`. */
  storage: { state: string; at: number } | null = null;

  constructor(options: { address: string; cookie: string | null }) {
    this.address = options.address;
    this.cookie = options.cookie;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.open) this.sendDocument(syncUpdate, update);
    });
  }

  get open(): boolean {
    return this.ws?.readyState === WebSocket.OPEN;
  }

  /** Whether everything typed was told saved. */
  get allSaved(): boolean {
    return this.waiting.size === 0;
  }

  /**
   * Connects and resolves when the server's document is here.
   * @throws Error when the socket closes before.
   */
  connect(address: string = this.address): Promise<void> {
    this.address = address;
    this.cut();
    const ws = new WebSocket(address, this.cookie === null ? {} : { headers: { cookie: this.cookie } });
    this.ws = ws;
    this.sent = 0;
    this.savedFrames = 0;
    for (const token of this.waiting.keys()) this.waiting.set(token, null);
    return new Promise((resolve, reject) => {
      ws.on('open', () => {
        ws.send(syncMessage(syncStep1, Y.encodeStateVector(this.doc)));
      });
      ws.on('message', (data) => {
        if (this.ws === ws && this.receive(new Uint8Array(data as Buffer))) resolve();
      });
      ws.on('error', () => undefined);
      ws.on('close', (code) => {
        if (this.ws === ws) this.closeCode = code;
        reject(new Error(`The socket closed with ${String(code)}.`));
      });
    });
  }

  /** Breaks the connection without a word. */
  cut(): void {
    const ws = this.ws;
    this.ws = null;
    ws?.terminate();
  }

  /** Writes a token at the end of a line. */
  typeToken(token: string, line: number): void {
    this.attempted.push(token);
    this.waiting.set(token, this.open ? this.sent + 1 : null);
    this.doc.transact(() => {
      const fragment = notesFragment(this.doc);
      const block = fragment.length === 0 ? undefined : fragment.get(line % fragment.length);
      const part = block instanceof Y.XmlElement ? block.get(0) : undefined;
      if (part instanceof Y.XmlText) part.insert(part.length, token);
      else addLine(fragment, token);
    });
  }

  /** Adds a line that holds a token. */
  typeLine(token: string): void {
    this.attempted.push(token);
    this.waiting.set(token, this.open ? this.sent + 1 : null);
    this.doc.transact(() => {
      addLine(notesFragment(this.doc), token);
    });
  }

  /** Calls `listener` with the number of frames not saved yet whenever some are; the result ends that. */
  onSaved(listener: (unsaved: number) => void): () => void {
    this.savedListeners.add(listener);
    return () => this.savedListeners.delete(listener);
  }

  /** All that is written, as one text. */
  text(): string {
    return notesFragment(this.doc).toJSON();
  }

  destroy(): void {
    this.cut();
    this.doc.destroy();
  }

  /** Takes a frame; whether it was the answer to the first question. */
  private receive(bytes: Uint8Array): boolean {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === messageSaved) this.saved(decoding.readVarUint(decoder));
    if (type === messageStorage) {
      const { state } = JSON.parse(decoding.readVarString(decoder)) as { state: string };
      this.storage = { state, at: performance.now() };
    }
    if (type !== messageSync) return false;
    const kind = decoding.readVarUint(decoder);
    const content = decoding.readVarUint8Array(decoder);
    if (kind === syncStep1) this.answer(content);
    else Y.applyUpdate(this.doc, content, this);
    return kind === syncStep2;
  }

  private answer(stateVector: Uint8Array): void {
    for (const [token, frame] of this.waiting) {
      if (frame === null) this.waiting.set(token, this.sent + 1);
    }
    this.sendDocument(syncStep2, Y.encodeStateAsUpdate(this.doc, stateVector));
  }

  private sendDocument(kind: number, update: Uint8Array): void {
    this.sent += 1;
    this.ws?.send(syncMessage(kind, update));
  }

  private saved(seq: number): void {
    this.savedFrames = seq;
    for (const listener of this.savedListeners) listener(this.sent - this.savedFrames);
    for (const [token, frame] of this.waiting) {
      if (frame === null || frame > seq) continue;
      this.waiting.delete(token);
      this.toldSaved.add(token);
    }
  }
}

function addLine(fragment: Y.XmlFragment, text: string): void {
  const line = new Y.XmlElement('line');
  line.setAttribute('id', `line-${text.slice(1, -1)}`);
  line.insert(0, [new Y.XmlText(text)]);
  fragment.insert(fragment.length, [line]);
}

function syncMessage(kind: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageSync);
  encoding.writeVarUint(encoder, kind);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}
