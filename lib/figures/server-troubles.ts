/** What is looked at to tell whether something is wrong. Times in milliseconds. */
export type ServerSigns = {
  /** How long every commit has been failing; null while they succeed. */
  failingMs: number | null;
  unsaved: number;
  oldestUnsavedMs: number | null;
  /** How long every projection has been failing; null while they succeed. */
  projectionFailingMs: number | null;
  /** How long ago the last load of a document failed; null for never. */
  loadFailedAgoMs: number | null;
  loopP99Ms: number;
  /** Work that waits for a connection to the database. */
  waitingForDatabase: number;
};

/** Something that is wrong: since when, where that is known, and what an operator can do. */
export type Trouble = {
  kind: 'saving' | 'slow saving' | 'projecting' | 'loading' | 'busy' | 'connections';
  title: string;
  sinceMs: number | null;
  advice: string;
};

/** A commit that takes so long is noticed by whoever looks at their save state. */
const SLOW_SAVE_MS = 2_000;
/** A failed load is tried again whenever somebody opens the call; after this nobody has been turned away for a while. */
const LOAD_NEWS_MS = 10 * 60_000;
const BUSY_MS = 200;

/** Everything that is wrong, the worst first; nothing when all is well. */
export function serverTroubles(signs: ServerSigns): Trouble[] {
  return [saving(signs), loading(signs), projecting(signs), busy(signs), connections(signs)].filter(
    (trouble) => trouble !== null,
  );
}

function saving({ failingMs, oldestUnsavedMs, unsaved }: ServerSigns): Trouble | null {
  if (failingMs !== null && unsaved > 0) {
    return {
      kind: 'saving',
      title: 'Notes are not being saved',
      sinceMs: Math.max(failingMs, oldestUnsavedMs ?? 0),
      advice:
        'Look whether the database runs, answers and has room on its disk. What people type is kept here and in their browsers, and is saved when the database takes it again: do not end this server before.',
    };
  }
  if (oldestUnsavedMs === null || oldestUnsavedMs < SLOW_SAVE_MS) return null;
  return {
    kind: 'slow saving',
    title: 'Saving takes long',
    sinceMs: oldestUnsavedMs,
    advice:
      'The database takes its time. Look what else it does, and whether its disk is slow or nearly full.',
  };
}

function loading({ loadFailedAgoMs }: ServerSigns): Trouble | null {
  if (loadFailedAgoMs === null || loadFailedAgoMs > LOAD_NEWS_MS) return null;
  return {
    kind: 'loading',
    title: 'Notes could not be opened',
    sinceMs: loadFailedAgoMs,
    advice:
      'The log says which call and why: look for “loading notes failed”. Stored bytes that do not match their checksum are left as they are; a backup from before has them whole.',
  };
}

function projecting({ projectionFailingMs }: ServerSigns): Trouble | null {
  if (projectionFailingMs === null) return null;
  return {
    kind: 'projecting',
    title: 'Pages and searches lag behind the notes',
    sinceMs: projectionFailingMs,
    advice:
      'The notes themselves are saved. The log says why: look for “projecting notes failed”. It is tried again by itself; `callnotes reproject` does it by hand.',
  };
}

function busy({ loopP99Ms }: ServerSigns): Trouble | null {
  if (loopP99Ms < BUSY_MS) return null;
  return {
    kind: 'busy',
    title: 'The server is late with everything',
    sinceMs: null,
    advice:
      'It has more to do than one processor can, or the machine is out of memory. Look what else runs on it.',
  };
}

function connections({ waitingForDatabase }: ServerSigns): Trouble | null {
  if (waitingForDatabase === 0) return null;
  return {
    kind: 'connections',
    title: 'Work waits for a connection to the database',
    sinceMs: null,
    advice: 'A moment of this is nothing. When it stays, the database is slow, or refuses more connections.',
  };
}
