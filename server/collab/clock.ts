/** Time as the collaboration server sees it: monotonic, so a clock set back changes nothing; tests turn it by hand. */
export type Clock = {
  /** Milliseconds since an arbitrary start. */
  now(): number;
  /** Runs `task` once after `ms`; the returned function cancels it. */
  after(ms: number, task: () => void): () => void;
  /** Runs `task` every `ms`; the returned function ends it. */
  every(ms: number, task: () => void): () => void;
};

/** The clock of the running machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  every(ms, task) {
    const timer = setInterval(task, ms);
    return () => {
      clearInterval(timer);
    };
  },
};

/** Resolves after `ms` of `clock`. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** What `promise` gives, or `late()` when `ms` pass first; the promise itself goes on. */
export function withDeadline<T>(clock: Clock, ms: number, promise: Promise<T>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      try {
        resolve(late());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    promise.then(resolve, reject).finally(cancel);
  });
}
