import { Histogram, type HistogramView } from '#lib/figures/histogram.ts';

/** Milliseconds: from a commit of the embedded database on a quiet machine to one that is told as failing, and beyond. */
const waits = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 15_000];

/** A failed commit, in the store's words; `at` by the clock of the rooms. */
type SaveError = { at: number; message: string };

const mostErrors = 5;

/** What the live rooms did since the process began: plain fields, counted where things happen and read when somebody asks. */
export class CollabFigures {
  framesIn = 0;
  bytesIn = 0;
  framesOut = 0;
  bytesOut = 0;
  projections = 0;
  projectionFailures = 0;
  compactions = 0;
  compactionFailures = 0;
  /** Ended sockets by why: a close reason, `silent`, `broken`, or `left` when the browser went by itself. */
  readonly ended = new Map<string, number>();
  /** Upgrades that got no room, by status or close reason. */
  readonly refused = new Map<string, number>();
  /** How long a commit took, in milliseconds. */
  readonly commitMs = new Histogram(waits);
  /** From the oldest change of a commit being accepted until its writers are told that it is saved, in milliseconds. */
  readonly savedMs = new Histogram(waits);
  /** From the first change until the rows show it, in milliseconds. */
  readonly projectedMs = new Histogram(waits);
  /** The last failed commits, the newest first. */
  errors: readonly SaveError[] = [];
  /** Since when every commit has failed, by the clock of the rooms; null while they succeed. */
  failingSince: number | null = null;
  /** Since when every projection has failed, by the clock of the rooms; null while they succeed. */
  projectionFailingSince: number | null = null;
  /** When a load last failed, by the clock of the rooms; null for never. */
  loadFailedAt: number | null = null;

  failed(at: number, message: string): void {
    this.failingSince ??= at;
    this.errors = [{ at, message }, ...this.errors].slice(0, mostErrors);
  }
}

/** Counts one more of `what`. */
export function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** The figures of the live rooms at one moment. Counts are since the process began, times in milliseconds. */
export type CollabStats = {
  sockets: number;
  /** Sockets of different accounts; everybody who is not signed in counts alone. */
  people: number;
  /** Sockets that show others where their person is. */
  presences: number;
  rooms: number;
  /** Rooms whose document is there to be changed; the others hold its bytes alone. */
  documents: number;
  loading: number;
  storing: number;
  /** Rooms with something that is not committed or not projected yet. */
  dirty: number;
  /** Rooms with something that is not committed. */
  unsaved: number;
  /** How long the oldest change has been waiting for its commit; null when everything is saved. */
  oldestUnsavedMs: number | null;
  /** Why the last commit failed; null when it succeeded. */
  lastError: string | null;
  failingMs: number | null;
  projectionFailingMs: number | null;
  /** How long ago a load last failed; null for never. */
  loadFailedAgoMs: number | null;
  errors: readonly { agoMs: number; message: string }[];
  commits: number;
  commitFailures: number;
  loads: number;
  loadFailures: number;
  framesIn: number;
  bytesIn: number;
  framesOut: number;
  bytesOut: number;
  projections: number;
  projectionFailures: number;
  compactions: number;
  compactionFailures: number;
  ended: Readonly<Record<string, number>>;
  refused: Readonly<Record<string, number>>;
  commitMs: HistogramView;
  savedMs: HistogramView;
  projectedMs: HistogramView;
};

/** The part of the stats that `figures` holds, at `now` of the rooms' clock. */
export function viewOf(figures: CollabFigures, now: number) {
  const { errors, failingSince, loadFailedAt, projectionFailingSince } = figures;
  return {
    failingMs: failingSince === null ? null : now - failingSince,
    projectionFailingMs: projectionFailingSince === null ? null : now - projectionFailingSince,
    loadFailedAgoMs: loadFailedAt === null ? null : now - loadFailedAt,
    errors: errors.map(({ at, message }) => ({ agoMs: now - at, message })),
    framesIn: figures.framesIn,
    bytesIn: figures.bytesIn,
    framesOut: figures.framesOut,
    bytesOut: figures.bytesOut,
    projections: figures.projections,
    projectionFailures: figures.projectionFailures,
    compactions: figures.compactions,
    compactionFailures: figures.compactionFailures,
    ended: Object.fromEntries(figures.ended),
    refused: Object.fromEntries(figures.refused),
    commitMs: figures.commitMs.view(),
    savedMs: figures.savedMs.view(),
    projectedMs: figures.projectedMs.view(),
  };
}
