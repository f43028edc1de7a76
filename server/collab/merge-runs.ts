import * as Y from 'yjs';

export type LoggedChange = {
  update: Uint8Array;
  actorId: string | null;
  /** How many accepted changes it stands for. */
  count: number;
  /** Set for a change of another process: which message of its it came by. */
  lent?: Lent | null;
  /** Set with `lent`: when it was lent. */
  lentAt?: number;
};

/** A change that another process took in and that may not be in the log yet. */
export type Lent = { processId: string; seq: number };

// Merging is worse than linear in the number of updates: 500 take about 5 ms.
const mostMerged = 500;
const mostBytes = 1024 * 1024;

/**
 * The same changes in fewer rows. Only neighbours by the same person are merged, so the rows keep the order in
 * which the room took them: no row needs a later one.
 */
export function mergeRuns(changes: readonly LoggedChange[]): LoggedChange[] {
  const merged: LoggedChange[] = [];
  let run: LoggedChange[] = [];
  let bytes = 0;
  for (const change of changes) {
    const first = run[0];
    const full = run.length === mostMerged || bytes + change.update.length > mostBytes;
    if (first !== undefined && (first.actorId !== change.actorId || full)) {
      merged.push(mergeRun(run));
      run = [];
      bytes = 0;
    }
    run.push(change);
    bytes += change.update.length;
  }
  if (run.length > 0) merged.push(mergeRun(run));
  return merged;
}

function mergeRun(run: readonly LoggedChange[]): LoggedChange {
  const [first] = run;
  if (run.length === 1 && first !== undefined) return first;
  return {
    update: Y.mergeUpdates(run.map((change) => change.update)),
    actorId: first?.actorId ?? null,
    count: run.reduce((sum, change) => sum + change.count, 0),
  };
}
