import type { Door } from '#tests/bench/load/client.ts';

export type TargetName = 'callnotes' | 'relay' | 'y-websocket' | 'hocuspocus';

/** A document on a server: how the n-th client comes in. */
export type Room = { door(client: number): Door };

export type RoomOptions = {
  count: number;
  /** How many different clients will come in; `door` is called with numbers below it. */
  clients: number;
  /** What the document of each holds at first, as a Yjs update; nothing by default. */
  holds?: Uint8Array;
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
  /** Ends the server as a crash would and starts it again on what it had stored. */
  crash(): Promise<void>;
  stop(): Promise<void>;
};
