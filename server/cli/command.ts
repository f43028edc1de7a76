import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';

/** A mistake in how a command was called; ends it with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** What a command is called with after its name. */
export type Arguments = {
  positionals: string[];
  values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
};

export type Command = {
  /** How it is called, without `callnotes`. */
  usage: string;
  /** What it does, in one sentence. */
  summary: string;
  /** What else a person must know; one line each. */
  details: readonly string[];
  options: NonNullable<ParseArgsConfig['options']>;
  /** How many arguments without a name it takes. */
  positionals: number;
  /** Does the work and gives the result for standard output; everything else is told on standard error. */
  run: (args: Arguments) => Promise<CommandResult>;
};

export type CommandResult = {
  /** Printed on standard output as it is. */
  stdout: string;
  /** 0 by default; 1 when the command did its work and found something wrong. */
  exitCode?: 0 | 1;
};

/**
 * Reads a command's arguments.
 * @throws UsageError that says what is wrong and how the command is called.
 */
export function parseCommandArguments(command: Command, argv: readonly string[]): Arguments {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: command.options, allowPositionals: true, strict: true });
  } catch (error) {
    const problem = error instanceof Error ? firstSentence(error.message) : String(error);
    throw new UsageError(`${problem} Usage: callnotes ${command.usage}`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== command.positionals) {
    const problem = positionals.length < command.positionals ? 'Something is missing.' : 'That is too much.';
    throw new UsageError(`${problem} Usage: callnotes ${command.usage}`);
  }
  return { positionals, values };
}

/** The value of an option that takes text; undefined when it was not given. */
export function textOption({ values }: Arguments, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The value of an option that takes one of a few words.
 * @throws UsageError that lists the words.
 */
export function choiceOption<Choice extends string>(
  args: Arguments,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = textOption(args, name);
  if (value === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new UsageError(`--${name} must be one of ${choices.join(', ')}.`);
  return choice;
}

/** Whether an option that takes nothing was given. */
export function flagOption({ values }: Arguments, name: string): boolean {
  return values[name] === true;
}

// Node adds hints of several lines about its own parser.
function firstSentence(message: string): string {
  const sentence = message.split(/\.\s|\n/u, 1)[0] ?? message;
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}
