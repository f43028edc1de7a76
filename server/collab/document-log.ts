/** One accepted change on its way to the log. */
export type LogEntry = { callId: string; update: Uint8Array; actorId: string | null };
export type LoggedUpdate = { id: bigint; update: Uint8Array };
export type LoadedDocument = {
  snapshot: { state: Uint8Array; upTo: bigint } | null;
  updates: LoggedUpdate[];
};

/** Whose a Yjs client id of a call is, and which process has it in use; null for none. */
export type StoredClient = { clientId: number; userId: string; heldBy: string | null };
export type ClientClaim = { callId: string; clientId: number; userId: string };

/** The store as the rooms see it: `server/db/document-log.ts` in the product, a fake in protocol tests. */
export type DocumentLog = {
  /** Commits all entries together and gives their ids in the same order. */
  append(entries: LogEntry[]): Promise<bigint[]>;
  load(callId: string): Promise<LoadedDocument>;
  /** The rows after a position that are still there, oldest first, and the snapshot when it holds some that are not. */
  since(callId: string, id: bigint): Promise<LoadedDocument>;
  /** How far the logs of these calls reach. */
  heads(callIds: readonly string[]): Promise<Map<string, bigint>>;
  /** Whose the client ids of a call are. */
  clients(callId: string): Promise<StoredClient[]>;
  /** Notes that a process has these ids in use; the first account to claim one keeps it. */
  claimClients(holder: string, claims: readonly ClientClaim[]): Promise<void>;
  /** Notes that all a process accepted of these calls is committed. */
  releaseClients(holder: string, callIds: readonly string[]): Promise<void>;
  /** Replaces the rows up to a position by a state that holds them all; an older state never replaces a newer one. */
  compact(callId: string, snapshot: { state: Uint8Array; upTo: bigint }): Promise<void>;
};
