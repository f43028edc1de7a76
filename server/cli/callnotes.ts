import { isAppError } from '#lib/errors.ts';
import { loadDotEnv } from '#server/app-root.ts';
import { EXIT_CONFIG, loadEnv } from '#server/env.ts';
import { log } from '#server/log.ts';
import { UsageError, parseCommandArguments, type Command, type CommandResult } from './command.ts';
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

const [name, ...rest] = process.argv.slice(2);
process.exit(await main(name, rest));

async function main(name: string | undefined, argv: string[]): Promise<number> {
  loadDotEnv();
  if (name === undefined) return complain(overview(), EXIT_USAGE);
  if (name === '--help' || name === '-h' || name === 'help') return print({ stdout: overview() });
  const command = commands[name];
  if (command === undefined) {
    return complain(`There is no command "${name}". See callnotes --help.`, EXIT_USAGE);
  }
  if (argv.includes('--help') || argv.includes('-h')) return print({ stdout: manual(command) });
  try {
    loadEnv();
  } catch (error) {
    return explain(error, EXIT_CONFIG);
  }
  try {
    return await print(await command.run(parseCommandArguments(command, argv)));
  } catch (error) {
    return explain(error, error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED);
  }
}

function explain(error: unknown, code: number): number {
  if (error instanceof UsageError || isAppError(error)) return complain(error.message, code);
  log.error({ err: error }, 'command failed');
  return complain('The command failed in a way that it does not know. What happened stands above.', code);
}

function complain(text: string, code: number): number {
  process.stderr.write(`${text.trimEnd()}\n`);
  return code;
}

/** Waits until all of it is taken, so that nothing is cut off in a pipe when the process ends. */
async function print({ stdout, exitCode = 0 }: CommandResult): Promise<number> {
  await new Promise<void>((resolve) => {
    // Whoever reads may stop early, as `head` does.
    process.stdout.once('error', () => {
      resolve();
    });
    process.stdout.write(stdout, () => {
      resolve();
    });
  });
  return exitCode;
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
