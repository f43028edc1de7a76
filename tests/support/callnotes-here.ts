import { runCommandLine, type CommandOutcome } from '#server/cli/run-command-line.ts';
import { setEnv } from '#server/env.ts';
import type { AppAddress } from './app.ts';

/**
 * What `callnotes` with these arguments does to an app's data, in this process: for tests of which the command is not the
 * subject, because a process of its own takes seconds to start. No other database may be open here meanwhile.
 */
export async function callnotesHere(
  args: readonly string[],
  app: Pick<AppAddress, 'url' | 'dataFolder' | 'databaseUrl'>,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  const address = {
    CALLNOTES_DATA: app.dataFolder,
    CALLNOTES_URL: app.url,
    DATABASE_URL: app.databaseUrl ?? '',
    LOG_LEVEL: 'warn',
  };
  setEnv({ ...address, ...env });
  return runCommandLine(args);
}

/**
 * What it gives, trimmed.
 * @throws Error with everything it said when it failed.
 */
export async function outputHere(...call: Parameters<typeof callnotesHere>): Promise<string> {
  const { stdout, stderr, code } = await callnotesHere(...call);
  if (code !== 0) throw new Error(`callnotes ${call[0].join(' ')} gave ${String(code)}.\n${stderr}${stdout}`);
  return stdout.trim();
}
