import { Histogram } from '#lib/figures/histogram.ts';
import { CollabFigures, viewOf, type CollabStats } from '#server/collab/collab-figures.ts';
import type { ServerFigures } from '#server/metrics/server-figures.ts';

/** The figures of a server on which three people write in two calls and everything is well, but for what is given. */
export function someFigures(collab: Partial<CollabStats> = {}): ServerFigures {
  const waits = new Histogram([1, 10, 100]);
  for (const wait of [2, 3, 250]) waits.add(wait);
  return {
    collab: {
      ...viewOf(new CollabFigures(), 0),
      sockets: 3,
      people: 3,
      presences: 2,
      rooms: 2,
      documents: 1,
      loading: 0,
      storing: 0,
      dirty: 0,
      unsaved: 0,
      oldestUnsavedMs: null,
      lastError: null,
      commits: 3,
      commitFailures: 0,
      loads: 2,
      loadFailures: 0,
      ended: { left: 4, slowReader: 1 },
      refused: { signIn: 2 },
      savedMs: waits.view(),
      ...collab,
    },
    process: {
      startedAt: 1_790_000_000,
      cpuUserSeconds: 12.5,
      cpuSystemSeconds: 1.5,
      residentBytes: 150_000_000,
      heapBytes: 60_000_000,
      externalBytes: 5_000_000,
      openFiles: null,
      resources: { TCPSocketWrap: 3, Timeout: 5 },
      loop: { p50: 0.4, p99: 12, max: 48 },
    },
    others: { connected: true, sent: 7, received: 6, dropped: 1, breaks: 1 },
    database: { kind: 'embedded', connections: { open: 4, idle: 3, waiting: 0 } },
    mails: { sent: 2, failed: 1 },
  };
}
