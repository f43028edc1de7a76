import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A step that failed: what it printed is the message. */
export class StepError extends Error {}

/**
 * Runs a command to its end with its output held back; prints one line with the time it took, on stderr.
 * @throws StepError with the command's output when it fails.
 */
export async function runStep(label, command, args, { env = {} } = {}) {
  await announce(label, () => runQuietly(label, command, args, env));
}

/** Prints one line around some work: what is done, then how long it took. Stdout stays free for results. */
export async function announce(label, work) {
  const start = performance.now();
  process.stderr.write(`${label} … `);
  try {
    await work();
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  }
  process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

function runQuietly(label, command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks = [];
    // A command that is told to stop takes the step it is at with it.
    const stop = (signal) => {
      child.kill(signal);
      process.exit(1);
    };
    for (const signal of signals) process.once(signal, stop);
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => reject(new StepError(`${label}: ${error.message}`)));
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, stop);
      if (code === 0) resolve();
      else
        reject(
          new StepError(
            `${Buffer.concat(chunks).toString()}\n${label} failed (${signal ?? `exit code ${code}`}).`,
          ),
        );
    });
  });
}

/** Runs the main function of a script and ends the process with one readable message when it fails. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof StepError ? error.message : error);
    process.exit(1);
  }
}
