import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the process got round to what was due, in milliseconds: the worst quarter of the last minute. */
export type LoopDelay = { p50: number; p99: number; max: number };

const RESOLUTION_MS = 20;
const WINDOW_MS = 15_000;
const WINDOWS = 4;
const NANO = 1e6;

/** Measures until it is ended how late the event loop is. */
export function watchEventLoop(): { delay(): LoopDelay; end(): void } {
  const watch = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  watch.enable();
  let windows: LoopDelay[] = [];
  const now = (): LoopDelay => ({
    p50: lateness(watch.percentile(50)),
    p99: lateness(watch.percentile(99)),
    max: lateness(watch.max),
  });
  const timer = setInterval(() => {
    windows = [now(), ...windows].slice(0, WINDOWS - 1);
    watch.reset();
  }, WINDOW_MS);
  timer.unref();
  return {
    delay() {
      const seen = watch.count > 0 ? [now(), ...windows] : windows;
      const worst = (part: keyof LoopDelay): number => Math.max(0, ...seen.map((window) => window[part]));
      return { p50: worst('p50'), p99: worst('p99'), max: worst('max') };
    },
    end() {
      clearInterval(timer);
      watch.disable();
    },
  };
}

/** The watch looks every so often and tells the whole time between two looks, in nanoseconds. */
function lateness(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / NANO - RESOLUTION_MS) : 0;
}
