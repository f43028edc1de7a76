import type { LineTag } from '#lib/notes/schema/line.ts';
import { personCalled } from '#lib/speakers/person-called.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import type { SaidLine } from '#lib/suggestion/said-line.ts';
import type { CompiledExchange } from './compile-rules.ts';
import { promiseReader, type PromiseReader } from './promise-reader.ts';
import { LATE_LINES } from './promise-rules.ts';

/** A line as the promise catcher reads it. */
export type PromiseLine = SaidLine & { tag: LineTag | null };

/** A likely promise or decision, to be accepted or dismissed by a person. */
export type PromiseCandidate = {
  kind: 'action' | 'decision';
  /** The lines it stands in, in order; the last one is where it is offered. */
  lineIds: readonly string[];
  /** Who would do it; null for a decision, and where the line names nobody. */
  ownerId: string | null;
  ownerName: string | null;
  /** What it is about, in the words of the notes. */
  text: string;
  /** The id of the rule in `promiseRules` that found it. */
  rule: string;
};

/** A sentence of so few words does not say what it is about; a longer line above it does. */
const BARE_WORDS = 4;

/**
 * The promises and decisions that lines are likely to hold, in their order, at most one for a line. Lines that are
 * tagged as action or decision already are left alone. Nothing is changed: each is only an offer.
 */
export function catchPromises(
  lines: readonly PromiseLine[],
  people: readonly SpeakerPerson[],
): PromiseCandidate[] {
  return promiseCatcher(people)(lines);
}

/** The same for lines that are read again and again: what a text says by itself is worked out once. */
export function promiseCatcher(
  people: readonly SpeakerPerson[],
): (lines: readonly PromiseLine[]) => PromiseCandidate[] {
  const reader = promiseReader(people);
  return (lines) => caught(lines, reader, people);
}

function caught(
  lines: readonly PromiseLine[],
  reader: PromiseReader,
  people: readonly SpeakerPerson[],
): PromiseCandidate[] {
  const found = new Map<number, PromiseCandidate>();
  const used = new Set<number>(lines.flatMap((line, index) => (isSettled(line) ? [index] : [])));

  for (const index of lines.keys()) {
    const exchange = used.has(index) ? null : findExchange(lines, index, reader, people);
    if (exchange === null || used.has(exchange.answer)) continue;
    used.add(index).add(exchange.answer);
    found.set(exchange.answer, exchange.candidate);
  }
  for (const index of lines.keys()) {
    const statement = used.has(index) ? null : findStatement(lines, index, reader, people);
    if (statement !== null) found.set(index, statement);
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, candidate]) => candidate);
}

function isSettled(line: PromiseLine): boolean {
  return line.tag === 'action' || line.tag === 'decision';
}

type Exchange = { answer: number; candidate: PromiseCandidate };

function findExchange(
  lines: readonly PromiseLine[],
  index: number,
  reader: PromiseReader,
  people: readonly SpeakerPerson[],
): Exchange | null {
  const line = lines[index];
  if (line === undefined) return null;
  for (const { compiled, asked } of reader.questions(line.text)) {
    const answer = findAnswer(lines, index, compiled);
    const answered = answer === null ? undefined : lines[answer];
    if (answer === null || answered === undefined) continue;
    const { id, kind } = compiled.rule;
    const subject = kind === 'decision' ? subjectOf(lines, index, asked) : { text: asked, lineIds: [] };
    const owner = kind === 'decision' ? null : answered.speaker;
    const lineIds = [...subject.lineIds, line.id, answered.id];
    return { answer, candidate: candidate({ kind, lineIds, text: subject.text, rule: id }, owner, people) };
  }
  return null;
}

/** The line that answers the question at `index`; null when the next one by somebody else does not, nor a late one. */
function findAnswer(
  lines: readonly PromiseLine[],
  index: number,
  { answers, lateAnswers }: CompiledExchange,
): number | null {
  const asker = lines[index]?.speaker ?? null;
  let others = 0;
  for (let at = index + 1; at < lines.length && at <= index + LATE_LINES; at++) {
    const line = lines[at];
    if (line === undefined || (line.speaker !== null && line.speaker === asker)) continue;
    if ((others === 0 && answers.test(line.text)) || lateAnswers.test(line.text)) return at;
    others += 1;
  }
  return null;
}

function findStatement(
  lines: readonly PromiseLine[],
  index: number,
  reader: PromiseReader,
  people: readonly SpeakerPerson[],
): PromiseCandidate | null {
  const line = lines[index];
  const statement = line === undefined ? null : reader.statement(line.text);
  if (line === undefined || statement === null) return null;
  const { rule, sentence, name } = statement;
  const { id, kind } = rule;
  if (kind === 'decision') {
    const { text, lineIds } = subjectOf(lines, index, sentence);
    return candidate({ kind, lineIds: [...lineIds, line.id], text, rule: id }, null, people);
  }
  const owner = name === null ? line.speaker : (personCalled(name, people)?.id ?? null);
  return candidate({ kind, lineIds: [line.id], text: sentence, rule: id }, owner, people);
}

/** What a decision is about: its own sentence, or the nearest line above that is long enough when it is too short itself. */
function subjectOf(
  lines: readonly PromiseLine[],
  index: number,
  sentence: string,
): { text: string; lineIds: string[] } {
  if (!isBare(sentence)) return { text: sentence, lineIds: [] };
  const proposal = lines.slice(0, index).findLast((line) => !isBare(line.text));
  return proposal === undefined
    ? { text: sentence, lineIds: [] }
    : { text: proposal.text, lineIds: [proposal.id] };
}

function isBare(text: string): boolean {
  return text.trim().split(/\s+/u).length <= BARE_WORDS;
}

function candidate(
  found: Omit<PromiseCandidate, 'ownerId' | 'ownerName'>,
  ownerId: string | null,
  people: readonly SpeakerPerson[],
): PromiseCandidate {
  const ownerName = people.find((person) => person.id === ownerId)?.name ?? null;
  return { ...found, ownerId, ownerName };
}
