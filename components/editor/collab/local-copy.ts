import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { afterPaint } from '#components/editor/engine/after-paint.ts';
import { LOCAL_COPY_PREFIX } from '#components/editor/wipe-local-copies.ts';

const UNSAVED_KEY = 'unsaved';
const OPEN_PATIENCE_MS = 3000;

export type LocalCopyOwner = { callId: string; lineage: string; userId: string };

function lineagePrefix({ callId, lineage }: LocalCopyOwner): string {
  return `${LOCAL_COPY_PREFIX}${callId}:${lineage}:`;
}

/**
 * The name of the copy that a browser keeps of a call's document. Each person has one of their own: whoever signs in
 * next in the same browser must not send somebody else's unsent text under their name.
 */
export function localCopyName(owner: LocalCopyOwner): string {
  return `${lineagePrefix(owner)}${owner.userId}`;
}

/** A copy of the document in this browser. */
export type LocalCopy = {
  /** The origin of changes that were read from the copy. */
  readonly origin: unknown;
  /** Changes of earlier visits that no server has called saved. */
  readonly unsaved: number;
  /** Notes how many changes are unsaved, for a visit after a crash. */
  setUnsaved(changes: number): void;
  /** Takes the copy out of this browser. */
  remove(): Promise<void>;
  close(): void;
};

/**
 * Loads the browser's copy into `doc` and keeps it from then on. Null where the browser keeps none: storage is off,
 * or does not answer. Copies of other lineages of the call are taken away: they can never be merged.
 */
export async function openLocalCopy(doc: Y.Doc, owner: LocalCopyOwner): Promise<LocalCopy | null> {
  if (typeof indexedDB === 'undefined') return null;
  const name = localCopyName(owner);
  let persistence: IndexeddbPersistence;
  try {
    persistence = new IndexeddbPersistence(name, doc);
  } catch {
    return null;
  }
  let gone = false;
  let unsavedNow = 0;
  // The changes themselves are stored at once; their number follows when the caret is drawn.
  const keepUnsaved = afterPaint(() => {
    if (!gone) persistence.set(UNSAVED_KEY, unsavedNow).catch(() => undefined);
  });
  const close = (): void => {
    keepUnsaved.flush();
    gone = true;
    persistence.destroy().catch(() => undefined);
  };
  // At sign-out the copy goes while the page still stands; what the server sends then has nowhere to be stored.
  persistence._db.then(
    (database) => {
      database.addEventListener('versionchange', close);
    },
    () => undefined,
  );
  const opened = await within(
    OPEN_PATIENCE_MS,
    Promise.race([persistence.whenSynced, persistence._db.catch(() => null)]).then(async (first) =>
      first === null ? null : await persistence.whenSynced,
    ),
  );
  if (opened === null) {
    close();
    return null;
  }
  void removeOtherLineages(owner);
  const unsaved: unknown = await within(OPEN_PATIENCE_MS, persistence.get(UNSAVED_KEY));
  return {
    origin: persistence,
    unsaved: typeof unsaved === 'number' && unsaved > 0 ? unsaved : 0,
    setUnsaved: (changes) => {
      unsavedNow = changes;
      keepUnsaved.ask();
    },
    remove: async () => {
      keepUnsaved.stop();
      gone = true;
      await persistence.clearData();
    },
    close,
  };
}

async function removeOtherLineages(owner: LocalCopyOwner): Promise<void> {
  // Firefox before 126 cannot list databases; there the old copies stay until sign-out.
  const databases = (await indexedDB.databases?.()) ?? [];
  for (const { name } of databases) {
    if (name === undefined || name.startsWith(lineagePrefix(owner))) continue;
    if (name.startsWith(`${LOCAL_COPY_PREFIX}${owner.callId}:`)) indexedDB.deleteDatabase(name);
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, ms);
  });
  try {
    return await Promise.race([promise.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
