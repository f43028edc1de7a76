/** One accepted change on its way to the log. */
export type LogEntry = { callId: string; update: Uint8Array; actorId: string | null };
export type LoggedUpdate = { id: bigint; update: Uint8Array };
export type LoadedDocument = {
  snapshot: { state: Uint8Array; upTo: bigint } | null;
  updates: LoggedUpdate[];
};

/** The store as the rooms see it: `server/db/document-log.ts` in the product, a fake in protocol tests. */
export type DocumentLog = {
  /** Commits all entries together and gives their ids in the same order. */
  append(entries: LogEntry[]): Promise<bigint[]>;
  load(callId: string): Promise<LoadedDocument>;
  /** The rows after a position that are still there, oldest first. */
  updatesAfter(callId: string, id: bigint): Promise<LoggedUpdate[]>;
  /** Replaces the rows up to a position by the state that holds them. */
  compact(callId: string, snapshot: { state: Uint8Array; upTo: bigint }): Promise<void>;
};
