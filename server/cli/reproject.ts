import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '#lib/errors.ts';
import type { Env } from '#server/env.ts';
import { listProjectedCalls, type ProjectedCall } from '#server/projection/projected-calls.ts';
import { checkProjection } from '#server/projection/check-projection.ts';
import { reprojectCall } from '#server/projection/reproject.ts';
import { runningServer } from '#server/running-server.ts';
import { flagOption, type Command, type CommandResult } from './command.ts';
import { withDatabase } from './open-for-command.ts';

/** A running server projects what is typed within five seconds; it gets twice as long. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 250;

export const reproject: Command = {
  usage: 'reproject [--check]',
  summary: 'Rebuilds the rows of every call from its stored document.',
  details: [
    '--check  writes nothing: compares the rows with what the document gives at the position they stand for,',
    '         prints every difference, and fails if there is one or if rows lag behind the stored document.',
    'Both work while the server runs and people type.',
  ],
  options: { check: { type: 'boolean' } },
  positionals: 0,
  run: async (args) => withDatabase(async (env) => (flagOption(args, 'check') ? check(env) : rebuild())),
};

async function rebuild(): Promise<CommandResult> {
  const calls = await listProjectedCalls();
  const problems: string[] = [];
  let rows = 0;
  for (const { id, label } of calls) {
    try {
      const result = await reprojectCall(id);
      rows += result.outcome === 'written' ? result.rows : 0;
    } catch (error) {
      problems.push(`${label}: ${damage(error)}`);
    }
  }
  problems.push(`${count(calls.length, 'call')} rebuilt, ${count(rows, 'row')} differed.`);
  return { stdout: `${problems.join('\n')}\n`, exitCode: problems.length > 1 ? 1 : 0 };
}

async function check(env: Env): Promise<CommandResult> {
  const calls = await listProjectedCalls();
  const lagging = await waitForServer(env, calls);
  const differences: string[] = [];
  for (const { id, label } of calls) {
    try {
      differences.push(...(await checkProjection(id)).map((difference) => `${label}: ${difference}`));
    } catch (error) {
      differences.push(`${label}: ${damage(error)}`);
    }
  }
  for (const { label } of lagging) {
    differences.push(
      `${label}: The rows lag behind the stored document; starting the server or reproject brings them up.`,
    );
  }
  const summary =
    differences.length === 0
      ? `${count(calls.length, 'call')} checked: the rows are what the documents give.`
      : `${count(calls.length, 'call')} checked: ${count(differences.length, 'difference')}.`;
  return { stdout: `${[...differences, summary].join('\n')}\n`, exitCode: differences.length === 0 ? 0 : 1 };
}

/** The calls whose rows do not reach the document as it was when the check began, after a server had its time. */
async function waitForServer(env: Env, calls: readonly ProjectedCall[]): Promise<ProjectedCall[]> {
  const goals = new Map(calls.map(({ id, head }) => [id, head]));
  const behind = (list: readonly ProjectedCall[]): ProjectedCall[] =>
    list.filter(({ id, projectedTo }) => projectedTo < (goals.get(id) ?? 0n));
  let lagging = behind(calls);
  const deadline = performance.now() + PATIENCE_MS;
  while (lagging.length > 0 && runningServer(env.dataFolder) !== null && performance.now() < deadline) {
    await pause(LOOK_EVERY_MS);
    lagging = behind(await listProjectedCalls());
  }
  return lagging;
}

function damage(error: unknown): string {
  if (isAppError(error)) return error.message;
  throw error;
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
