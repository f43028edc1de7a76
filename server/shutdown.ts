import { log } from './log.ts';

export type Shutdown = {
  /** Adds something that ends with the process, told the exit code that is meant. What was added last ends first. */
  add(name: string, end: (code: number) => Promise<unknown> | void): void;
  /** Allows the end so many more milliseconds. */
  allow(ms: number): void;
  /** Ends everything in turn, then the process with `code`. A second call changes nothing. */
  run(reason: string, code: number): void;
};

/** A supervisor kills after this; ending cleanly must be over by then. */
const DEADLINE_MS = 9000;

export type ShutdownOptions = { exit?: (code: number) => void; deadline?: number };

/**
 * Ends what was started, in reverse order, each step waited for. A step that fails is logged, makes the exit
 * code 1 and does not keep the later ones from running; after the deadline the process ends with 1 regardless.
 */
export function createShutdown(options: ShutdownOptions = {}): Shutdown {
  const { exit = (code) => process.exit(code), deadline = DEADLINE_MS } = options;
  const steps: { name: string; end: (code: number) => Promise<unknown> | void }[] = [];
  let allowed = deadline;
  let running = false;

  async function endAll(code: number): Promise<void> {
    const timer = setTimeout(() => {
      log.fatal({ deadline: allowed }, 'shutdown took too long');
      exit(1);
    }, allowed);
    let outcome = code;
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step.end(code);
      } catch (error) {
        outcome = 1;
        log.error({ step: step.name, err: error }, 'shutdown step failed');
      }
    }
    clearTimeout(timer);
    log.debug({ code: outcome }, 'stopped');
    exit(outcome);
  }

  return {
    add(name, end) {
      steps.push({ name, end });
    },
    allow(ms) {
      allowed += ms;
    },
    run(reason, code) {
      if (running) return;
      running = true;
      log.debug({ reason, code }, 'stopping');
      void endAll(code);
    },
  };
}

/**
 * Runs the shutdown on SIGTERM and SIGINT (exit 0; a second signal ends the process at once) and on an error
 * that nothing caught (exit 1): what is typed so far is still flushed.
 */
export function shutdownOnSignals(shutdown: Shutdown): void {
  let asked = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      log.info({ signal }, 'stopping');
      shutdown.run(signal, 0);
    });
  }
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception');
    shutdown.run('uncaughtException', 1);
  });
  process.on('unhandledRejection', (reason) => {
    log.fatal({ err: reason }, 'unhandled rejection');
    shutdown.run('unhandledRejection', 1);
  });
}
