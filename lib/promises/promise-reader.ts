import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { compileRules, type CompiledExchange } from './compile-rules.ts';
import type { StatementRule } from './promise-rules.ts';
import { sentencesOf } from './sentences.ts';

/** A question that a rule knows, and the sentence that asks it. */
export type AskedQuestion = { compiled: CompiledExchange; asked: string };
/** What a rule reads in one sentence; `name` is who it names. */
export type ReadStatement = { rule: StatementRule; sentence: string; name: string | null };

export type PromiseReader = {
  questions(text: string): readonly AskedQuestion[];
  /** What the first rule that reads a sentence of the text finds. */
  statement(text: string): ReadStatement | null;
};

/** Texts that are remembered at once: the lines of a long call and what they were while they were typed. */
const MOST_TEXTS = 5000;

/** Reads texts by the rules, each text once. */
export function promiseReader(people: readonly SpeakerPerson[]): PromiseReader {
  const { statements, exchanges } = compileRules(people);
  return {
    questions: remembered((text) => {
      const sentences = sentencesOf(text);
      return exchanges.flatMap((compiled) => {
        const asked = sentences.find((sentence) => compiled.asks.test(sentence));
        return asked === undefined ? [] : [{ compiled, asked }];
      });
    }),
    statement: remembered((text) => {
      const sentences = sentencesOf(text).filter((sentence) => !sentence.endsWith('?'));
      for (const { rule, reads } of statements) {
        for (const sentence of sentences) {
          const match = reads.exec(sentence);
          if (match !== null) return { rule, sentence, name: match.groups?.['name'] ?? null };
        }
      }
      return null;
    }),
  };
}

function remembered<Result>(read: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, { result: Result }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.result;
    if (known.size >= MOST_TEXTS) known.clear();
    const result = read(text);
    known.set(text, { result });
    return result;
  };
}
