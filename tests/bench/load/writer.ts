import * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { Client, type Door, type Listener } from './client.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const notMeasured = -1;

/** Somebody who types letters at the end of a line of their own, and knows when each left and was saved. */
export class Writer {
  readonly clientId: number;
  /** The clock of the first letter. */
  readonly firstClock: number;
  /** When each letter left, by `performance.now()`, in the order of their clocks; -1 for those not measured. */
  readonly sentAt: number[] = [];
  /** How many letters the server has said are saved. */
  savedLetters = 0;
  /** Whether letters typed now are measured. */
  measuring = false;
  private readonly client: Client;
  private readonly onSaved: (ms: number) => void;
  /** Document frames sent before the first letter. */
  private framesBefore = 0;

  private constructor(client: Client, clientId: number, firstClock: number, onSaved: (ms: number) => void) {
    this.client = client;
    this.clientId = clientId;
    this.firstClock = firstClock;
    this.onSaved = onSaved;
  }

  /** Comes in and begins a line. `onSaved` hears how long each measured letter took until it was told saved. */
  static async open(
    door: Door,
    clientId: number,
    listener: Listener = {},
    onSaved: (ms: number) => void = () => undefined,
  ): Promise<Writer> {
    let writer: Writer | null = null;
    const client = await Client.open(door, { ...listener, saved: (seq) => writer?.saved(seq) });
    const { update, clock } = firstLine(clientId);
    client.sendUpdate(update);
    writer = new Writer(client, clientId, clock, onSaved);
    writer.framesBefore = client.documentFrames;
    return writer;
  }

  get open(): boolean {
    return this.client.open;
  }

  get closeCode(): number | null {
    return this.client.closeCode;
  }

  get letters(): number {
    return this.sentAt.length;
  }

  type(count = 1): void {
    const { client, clientId, firstClock, sentAt } = this;
    const at = this.measuring ? performance.now() : notMeasured;
    const updates: Uint8Array[] = [];
    for (let index = 0; index < count; index += 1) {
      const clock = firstClock + sentAt.length;
      sentAt.push(at);
      updates.push(letterUpdate(clientId, clock, letters.charCodeAt(clock % letters.length)));
    }
    client.sendUpdates(updates);
  }

  /** Moves the caret, as an editor tells it with each letter. */
  tellCursor(presence: (clientId: number) => { clock: number; json: string }): void {
    const { clock, json } = presence(this.clientId);
    this.client.send(this.client.messages.presence(this.clientId, clock, json));
  }

  close(): void {
    this.client.close();
  }

  private saved(seq: number): void {
    const now = performance.now();
    const until = Math.min(this.sentAt.length, seq - this.framesBefore);
    for (; this.savedLetters < until; this.savedLetters += 1) {
      const at = this.sentAt[this.savedLetters] ?? notMeasured;
      if (at !== notMeasured) this.onSaved(now - at);
    }
  }
}

/** A new line with one letter in it. */
function firstLine(clientId: number): { update: Uint8Array; clock: number } {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  doc.transact(() => {
    const line = new Y.XmlElement('line');
    line.setAttribute('id', `bench-${String(clientId)}`);
    const text = new Y.XmlText();
    line.insert(0, [text]);
    notesFragment(doc).insert(0, [line]);
    // Last, because each letter names the one before it as its left neighbour.
    text.insert(0, '.');
  });
  const update = Y.encodeStateAsUpdate(doc);
  const clock = Y.getState(doc.store, clientId);
  doc.destroy();
  return { update, clock };
}

/** What Yjs sends for one letter typed right after the one before: one struct with its left neighbour, no deletes. */
function letterUpdate(clientId: number, clock: number, letter: number): Uint8Array {
  const bytes: number[] = [1, 1];
  varUint(bytes, clientId);
  varUint(bytes, clock);
  bytes.push(0x84);
  varUint(bytes, clientId);
  varUint(bytes, clock - 1);
  bytes.push(1, letter, 0);
  return Uint8Array.from(bytes);
}

function varUint(bytes: number[], value: number): void {
  let left = value;
  while (left > 127) {
    bytes.push(0x80 | (left % 128));
    left = Math.floor(left / 128);
  }
  bytes.push(left);
}
