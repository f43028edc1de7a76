import type { Door } from '#tests/bench/load/client.ts';
import type { LogSize } from './log-size.ts';

export type TargetName = 'callnotes' | 'relay' | 'y-websocket' | 'hocuspocus';

/** A document on a server. */
export type Room = {
  /** How the n-th client comes in. */
  door(client: number): Door;
  /** Makes a server that keeps no documents answer with this one; absent where a client can bring it. */
  answerWith?(document: Uint8Array): Promise<void>;
  /** How the n-th client comes in at the second of two servers; absent where there is one. */
  elsewhere?(client: number): Door;
};

export type RoomOptions = {
  count: number;
  /** How many different clients will come in; `door` is called with numbers below it. */
  clients: number;
};

/** A server that is measured, in a process of its own. */
export type Target = {
  readonly name: TargetName;
  /** What runs there, in words for the output. */
  readonly describes: string;
  /** Its process; another one after `crash`. */
  pid(): number;
  /** The processes of its database, when it has one. */
  databasePids(): number[];
  /** Rooms nobody has been in yet. */
  rooms(options: RoomOptions): Promise<Room[]>;
  /** What the log of a room takes up, in bytes; absent where nothing like it is kept. */
  logSize?(room: Room): Promise<LogSize>;
  /** How many bytes its main thread holds after all that nobody needs was let go; absent where it was not asked for. */
  heldBytes?(): Promise<number>;
  /** Called when a stretch that is measured begins and when it ends. */
  measuring?(): void;
  /** Ends the server as a crash would and starts it again on what it had stored. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};
