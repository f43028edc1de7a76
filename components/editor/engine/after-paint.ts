/** A page that is not seen draws no frames. */
const UNSEEN_MS = 100;

export type AfterPaint = {
  /** Has it run once after the next frame, however often it is asked for until then. */
  ask(): void;
  /** Runs it now if it was asked for. */
  flush(): void;
  /** Forgets that it was asked for. */
  stop(): void;
};

/**
 * What need not be on the page in the same frame as the caret: it runs once the next frame is drawn, and in a page that
 * nobody sees soon after. Nothing is lost by asking often: `run` reads what is true by then.
 */
export function afterPaint(run: () => void): AfterPaint {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = undefined;
    timer = undefined;
  }

  function flush(): void {
    if (timer === undefined) return;
    stop();
    run();
  }

  return {
    ask() {
      if (timer !== undefined) return;
      timer = setTimeout(flush, UNSEEN_MS);
      frame = requestAnimationFrame(() => {
        clearTimeout(timer);
        timer = setTimeout(flush);
      });
    },
    flush,
    stop,
  };
}
