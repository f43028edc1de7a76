import { normalizeName } from '#lib/speakers/person-id.ts';
import type { SpeakerPerson } from '#lib/speakers/roster.ts';
import { promiseRules, type ExchangeRule, type StatementRule } from './promise-rules.ts';

export type CompiledStatement = { rule: StatementRule; reads: RegExp };
export type CompiledExchange = { rule: ExchangeRule; asks: RegExp; answers: RegExp; lateAnswers: RegExp };
export type CompiledRules = { statements: CompiledStatement[]; exchanges: CompiledExchange[] };

/** The rules with the names of these people written into them. */
export function compileRules(people: readonly SpeakerPerson[]): CompiledRules {
  const names = `(?<name>${namesOf(people).map(escaped).join('|') || '(?!)'})`;
  const compile = (source: string): RegExp => new RegExp(source.replaceAll('{name}', names), 'iu');
  const compiled: CompiledRules = { statements: [], exchanges: [] };
  for (const rule of promiseRules) {
    if (rule.shape === 'statement') compiled.statements.push({ rule, reads: compile(rule.pattern) });
    else {
      const [asks, answers, lateAnswers] = [rule.asks, rule.answers, rule.lateAnswers].map(compile);
      if (asks && answers && lateAnswers) compiled.exchanges.push({ rule, asks, answers, lateAnswers });
    }
  }
  return compiled;
}

/** Everything that people are called by in speech, the longest first. */
function namesOf(people: readonly SpeakerPerson[]): string[] {
  const names = new Set<string>();
  for (const { name, aliases } of people) {
    for (const called of [name, ...aliases, normalizeName(name).split(' ')[0] ?? '']) {
      if (called.length > 1) names.add(normalizeName(called));
    }
  }
  return [...names].toSorted((a, b) => b.length - a.length);
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
