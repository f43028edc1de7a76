import { isAppError } from '#lib/errors.ts';
import { EXIT_CONFIG, loadEnv } from '#server/env.ts';
import { log } from '#server/log.ts';
import { UsageError, parseCommandArguments, type Command } from './command.ts';
import { doctor } from './doctor.ts';
import { exportCall } from './export-call.ts';
import { importCall } from './import-call.ts';
import { newCall } from './new-call.ts';
import { reproject } from './reproject.ts';
import { session } from './session.ts';

const commands: Readonly<Record<string, Command>> = {
  import: importCall,
  export: exportCall,
  'new-call': newCall,
  session,
  reproject,
  doctor,
};

/** Exit codes: 0 done, 1 failed or found something wrong, 2 called wrongly, 78 the environment is wrong. */
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** What `callnotes` prints on each stream, and its exit code. */
export type CommandOutcome = { stdout: string; stderr: string; code: number };

/** Runs `callnotes` with these arguments. Never throws. */
export async function runCommandLine([name, ...argv]: readonly string[]): Promise<CommandOutcome> {
  if (name === undefined) return complain(overview(), EXIT_USAGE);
  if (name === '--help' || name === '-h' || name === 'help') return answer(overview());
  const command = commands[name];
  if (command === undefined) {
    return complain(`There is no command "${name}". See callnotes --help.`, EXIT_USAGE);
  }
  if (argv.includes('--help') || argv.includes('-h')) return answer(manual(command));
  try {
    loadEnv();
  } catch (error) {
    return explain(error, EXIT_CONFIG);
  }
  try {
    const { stdout, exitCode } = await command.run(parseCommandArguments(command, argv));
    return answer(stdout, exitCode);
  } catch (error) {
    return explain(error, error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED);
  }
}

function answer(stdout: string, code = 0): CommandOutcome {
  return { stdout, stderr: '', code };
}

function complain(text: string, code: number): CommandOutcome {
  return { stdout: '', stderr: `${text.trimEnd()}\n`, code };
}

function explain(error: unknown, code: number): CommandOutcome {
  if (error instanceof UsageError || isAppError(error)) return complain(error.message, code);
  log.error({ err: error }, 'command failed');
  return complain('The command failed in a way that it does not know. What happened stands above.', code);
}

function overview(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const lines = Object.values(commands).map(({ usage, summary }) =>
    usage.length > 48
      ? `  ${usage}\n  ${' '.repeat(48)}  ${summary}`
      : `  ${usage.padEnd(Math.min(width, 48))}  ${summary}`,
  );
  return [
    'Usage: callnotes COMMAND …',
    '',
    ...lines,
    '',
    'Results are printed on standard output, everything else on standard error. The exit code is 0 only on success.',
    'Environment: CALLNOTES_DATA (data folder), DATABASE_URL, CALLNOTES_URL (public address), PORT.',
    'See callnotes COMMAND --help.',
    '',
  ].join('\n');
}

function manual({ usage, summary, details }: Command): string {
  return [`Usage: callnotes ${usage}`, '', summary, ...details, ''].join('\n');
}
