/** How long nobody may have changed anything before offers are looked for. */
export const QUIET_MS = 700;
/** In a call where somebody always types, the longest that offers are put off. */
export const LONGEST_WAIT_MS = 10_000;

export type QuietMoment = {
  /** Something changed: the waiting begins anew. */
  changed(): void;
  stop(): void;
};

/** Runs `run` once things have been quiet for a while and the browser has nothing else to do; later while `isBusy`. */
export function quietMoment(run: () => void, isBusy: () => boolean): QuietMoment {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let longest: ReturnType<typeof setTimeout> | undefined;
  let cancelIdle: (() => void) | null = null;
  let overdue = false;

  function stop(): void {
    clearTimeout(quiet);
    clearTimeout(longest);
    longest = undefined;
    cancelIdle?.();
    cancelIdle = null;
    overdue = false;
  }

  function begin(): void {
    clearTimeout(quiet);
    cancelIdle?.();
    cancelIdle = whenIdle(() => {
      stop();
      if (isBusy()) changed();
      else run();
    });
  }

  function changed(): void {
    if (overdue) return;
    cancelIdle?.();
    cancelIdle = null;
    clearTimeout(quiet);
    quiet = setTimeout(begin, QUIET_MS);
    longest ??= setTimeout(() => {
      overdue = true;
      begin();
    }, LONGEST_WAIT_MS);
  }

  return { changed, stop };
}

/** Not every browser tells when it is idle. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 0);
    return () => {
      clearTimeout(timer);
    };
  }
  const handle = requestIdleCallback(run, { timeout: 1000 });
  return () => {
    cancelIdleCallback(handle);
  };
}
