/**
 * What the collaboration socket says beyond the y-websocket protocol. The wire grammar and the rule ids are
 * in `server/collab/README.md`.
 */

/** Pages have at most three segments, so no page route can match a socket's four. */
export const SOCKET_PATH_PREFIX = '/collab/v1/calls';

/** The path of a call's room. */
export function socketPath(callId: string): string {
  return `${SOCKET_PATH_PREFIX}/${callId}`;
}

/** The y-websocket message types that are spoken; its permission message (2) is not. */
export const messageSync = 0;
export const messageAwareness = 1;
export const messageQueryAwareness = 3;

/** Server to client: `varUint(100) • varUint(seq)`: this socket's first `seq` document frames are committed. */
export const messageSaved = 100;
/** Server to client: `varUint(101) • varString(json)`: an `AccessMessage`. */
export const messageAccess = 101;
/** Server to client: `varUint(103) • varString(json)`: a `StorageMessage`. */
export const messageStorage = 103;

/** Client to server: `varUint(104) • varString(json)`: a `CallCommand`. */
export const messageCommand = 104;
/** Server to client: `varUint(105) • varString(json)`: a `CallStateMessage`. */
export const messageCallState = 105;

/**
 * Server to client: `varUint(106) • varUint(count) • (varUint(clientId) • varString(json))*`: who is behind client ids, each a
 * `PresenceUser`. Only to who asks for it in the address; where they are comes in `messageCursors` then.
 */
export const messagePeople = 106;

/**
 * Server to client: `varUint(107) • varUint(count) • (varUint(clientId) • varUint(clock) • shown)*`: presences without `user`
 * and with cursors in binary, read by `readCursors`. Only to who asks for people apart.
 */
export const messageCursors = 107;

/** What the holder of a socket may do now; sent after the first sync and at every change. */
export type AccessMessage = {
  write: boolean;
  /** Why writing is refused, as a sentence; null while `write` is true. */
  reason: string | null;
  callStatus: 'planned' | 'live' | 'review' | 'published';
};

/** Whether the server can commit at the moment. `failing` means typed text is held in memory and retried. */
export type StorageMessage = { state: 'ok' | 'failing' };

/** Query parameters of the socket's address. All may be absent: the stock client sends none. */
export const schemaParam = 'schema';
export const lineageParam = 'lineage';
/**
 * `apart-short`: people are told once and not with each move of their cursors, and cursors in short. A tab from before that
 * asks for `apart` and reads no `messageCursors`: it gets whole presences, which it reads too.
 */
export const peopleParam = 'people';
export const peopleApart = 'apart-short';
