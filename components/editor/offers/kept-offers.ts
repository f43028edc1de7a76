/** What a person has done away with in one call, kept in this browser; every tab of it agrees. */
export type KeptOffers = {
  /** Ids of the offers that were dismissed. */
  dismissed(): ReadonlySet<string>;
  dismiss(ids: Iterable<string>): void;
  /** Whether the list of what was left open after the call was put away. */
  isListPutAway(): boolean;
  putListAway(): void;
  /** Calls `listener` when another tab dismissed one, until the returned function is called. */
  subscribe(listener: () => void): () => void;
};

const PREFIX = 'callnotes:offers:';
/** Of one call, the latest ones. */
const MOST_IDS = 300;
/** Of one browser, the calls that were touched last. */
const MOST_CALLS = 40;

type Kept = { at: number; dismissed: string[]; listPutAway: boolean };

const nothing: Kept = { at: 0, dismissed: [], listPutAway: false };

/**
 * The dismissed offers of a call. Each person of a shared browser has their own. Where there is no storage they last
 * as long as the page.
 */
export function keptOffers(callId: string, userId: string): KeptOffers {
  const key = `${PREFIX}${userId}:${callId}`;
  let kept = read(key) ?? nothing;
  const write = (change: Partial<Kept>): void => {
    kept = { ...(read(key) ?? kept), ...change, at: Date.now() };
    try {
      localStorage.setItem(key, JSON.stringify(kept));
      forgetOldest();
    } catch {
      // Storage that is full or switched off: what was dismissed lasts as long as the page.
    }
  };
  return {
    dismissed: () => new Set(kept.dismissed),
    dismiss(ids) {
      const known = read(key) ?? kept;
      const all = new Set([...known.dismissed, ...ids]);
      // Tabs that tell each other what both know would never stop.
      if (all.size > known.dismissed.length) write({ dismissed: [...all].slice(-MOST_IDS) });
    },
    isListPutAway: () => kept.listPutAway,
    putListAway() {
      if (!kept.listPutAway) write({ listPutAway: true });
    },
    subscribe(listener) {
      const onStorage = (event: StorageEvent): void => {
        if (event.key !== key) return;
        kept = read(key) ?? kept;
        listener();
      };
      window.addEventListener('storage', onStorage);
      return () => {
        window.removeEventListener('storage', onStorage);
      };
    },
  };
}

function read(key: string): Kept | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { at, dismissed, listPutAway } = value as Partial<Record<keyof Kept, unknown>>;
    if (typeof at !== 'number' || !Array.isArray(dismissed)) return null;
    return {
      at,
      dismissed: dismissed.filter((id): id is string => typeof id === 'string'),
      listPutAway: listPutAway === true,
    };
  } catch {
    return null;
  }
}

function forgetOldest(): void {
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
  const calls = keys.filter((key) => key.startsWith(PREFIX));
  if (calls.length <= MOST_CALLS) return;
  const byAge = calls.toSorted((a, b) => (read(a)?.at ?? 0) - (read(b)?.at ?? 0));
  for (const key of byAge.slice(0, calls.length - MOST_CALLS)) localStorage.removeItem(key);
}
