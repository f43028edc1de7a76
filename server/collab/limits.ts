/** Every bound of the collaboration server. Times in milliseconds, sizes in bytes. */
export type CollabLimits = {
  /** Largest message taken, checked against its declared length; a page of notes is about 6 KiB as an update. */
  messageBytes: number;
  /** Larger ones are handled one after the other, whoever they are from, and keys between them. */
  largeFrameBytes: number;
  messagesPerSecond: number;
  messageBurst: number;
  bytesPerSecond: number;
  byteBurst: number;
  /** How often a socket may ask for the document. */
  syncsPerSecond: number;
  syncBurst: number;
  /** Largest document of a call; twenty pages of notes are about 120 KiB. What only deletes is taken from a larger one too. */
  documentBytes: number;
  /** Largest presence of one person, as JSON. */
  presenceBytes: number;
  /** Deepest nesting of a presence. */
  presenceDepth: number;
  /** Cursors of a room are sent together, at most once in this time. */
  presenceWindowMs: number;
  /** Changes of a room's document are sent together, at most once in this time; at once when it was quiet. Large rooms take longer. */
  textWindowMs: number;
  /** When so many updates or bytes wait for the next window, the sockets they come from are not read until then. */
  windowUpdates: number;
  windowBytes: number;
  /** When so much of a room is not committed, the sockets of those who write are not read until it is. */
  uncommittedBytes: number;
  /** How often a socket may give a command about the call's state. */
  commandsPerSecond: number;
  commandBurst: number;
  socketsPerAccount: number;
  socketsPerCall: number;
  /** A socket with more than this unsent gets no cursors until it has caught up. */
  unsentBytesForCursors: number;
  /** A socket with more than this unsent is too slow and is dropped. */
  unsentBytes: number;
  heartbeatMs: number;
  /** A socket that misses this many heartbeats in a row is dropped. */
  missedHeartbeats: number;
  /** How long an upgrade may take to be checked. */
  upgradeMs: number;
  /** How long reading the rights of an open socket again may take; it hears what others write meanwhile. */
  rightsMs: number;
  /** How often the database is asked whose rights changed, while any socket is open. */
  accessPollMs: number;
  /** How long ago everything must have been heard of at the most, so that the rights of an open socket let another one in. */
  accessHeardMs: number;
  /** How old such rights may be: a new name, and a session that runs out, are in no table of changes. */
  accessLentMs: number;
  /** How often an open socket's rights are read again even though nothing was heard (a session that ran out). */
  accessRefreshMs: number;
  /** Least time between the starts of two commits. */
  commitWindowMs: number;
  /** A commit that takes longer is told to the rooms as failing. */
  commitNoticeMs: number;
  /** A commit that takes longer counts as failed and is tried again. */
  commitDeadlineMs: number;
  commitRetryMs: number;
  commitRetryMostMs: number;
  /** A change that another process took in and does not report as written is written here after this time. */
  lentMs: number;
  /** How often the logs of open calls are compared with what was read, in case a message was lost. */
  compareMs: number;
  /** The same while other processes cannot be reached any other way. */
  compareAloneMs: number;
  /** A room nobody is in is unloaded after this time. */
  idleMs: number;
  /** How long after its bytes were loaded a document is built that nobody has asked for. */
  buildMs: number;
  /** A document that has not changed for this time is held as bytes alone. */
  restMs: number;
  /** A log tail of this many rows or bytes is merged into a snapshot while the room is open. */
  tailRows: number;
  tailBytes: number;
  /** The same when a room is unloaded. */
  tailRowsAtUnload: number;
  projectQuietMs: number;
  projectMostMs: number;
  /** How long a shutdown may take in all. */
  shutdownMs: number;
};

export const defaultLimits: CollabLimits = {
  messageBytes: 2 * 1024 * 1024,
  largeFrameBytes: 32 * 1024,
  messagesPerSecond: 200,
  messageBurst: 400,
  bytesPerSecond: 1024 * 1024,
  byteBurst: 6 * 1024 * 1024,
  syncsPerSecond: 0.5,
  syncBurst: 30,
  documentBytes: 8 * 1024 * 1024,
  presenceBytes: 8 * 1024,
  presenceDepth: 8,
  presenceWindowMs: 33,
  textWindowMs: 5,
  windowUpdates: 2_000,
  windowBytes: 4 * 1024 * 1024,
  uncommittedBytes: 32 * 1024 * 1024,
  // Somebody who goes through the actions of ten calls ticks them one after the other.
  commandsPerSecond: 1,
  commandBurst: 40,
  socketsPerAccount: 20,
  socketsPerCall: 600,
  unsentBytesForCursors: 1024 * 1024,
  unsentBytes: 8 * 1024 * 1024,
  heartbeatMs: 11_000,
  missedHeartbeats: 2,
  upgradeMs: 5_000,
  rightsMs: 5_000,
  accessPollMs: 300,
  accessHeardMs: 600,
  accessLentMs: 10_000,
  accessRefreshMs: 5 * 60_000,
  commitWindowMs: 40,
  commitNoticeMs: 1_000,
  commitDeadlineMs: 15_000,
  commitRetryMs: 100,
  commitRetryMostMs: 5_000,
  lentMs: 2_000,
  compareMs: 30_000,
  compareAloneMs: 1_500,
  idleMs: 10_000,
  buildMs: 25,
  restMs: 60_000,
  tailRows: 500,
  tailBytes: 256 * 1024,
  tailRowsAtUnload: 50,
  projectQuietMs: 1_000,
  projectMostMs: 5_000,
  shutdownMs: 7_500,
};
