import { describe, expect, it } from 'vitest';
import { catchPromises, type PromiseCandidate } from '#lib/promises/catch-promises.ts';
import { promiseRules } from '#lib/promises/promise-rules.ts';
import { rosterOf } from '#tests/support/speakers-factory.ts';

const people = rosterOf('Rahel', 'Milou', 'Otto');

/** What is found when each text is said by somebody else. */
function caught(texts: readonly string[]): PromiseCandidate[] {
  return catchPromises(
    texts.map((text, index) => ({
      id: String(index),
      speaker: people[index]?.id ?? null,
      text,
      mentions: [],
      tag: null,
    })),
    people,
  );
}

const cases = promiseRules.flatMap((rule) => ({
  rule,
  examples: rule.examples.map((example) => (typeof example === 'string' ? [example] : example)),
  not: rule.not.map((example) => (typeof example === 'string' ? [example] : example)),
}));

describe.each(cases)('the rule $rule.id: $rule.sentence', ({ rule, examples, not }) => {
  it.each(examples.map((texts) => ({ texts })))('reads $texts', ({ texts }) => {
    expect(caught(texts)).toMatchObject([{ rule: rule.id, kind: rule.kind }]);
  });

  it.each(not.map((texts) => ({ texts })))('leaves $texts', ({ texts }) => {
    expect(caught(texts)).toEqual([]);
  });
});

it('no two rules have one id', () => {
  expect(new Set(promiseRules.map((rule) => rule.id)).size).toBe(promiseRules.length);
});
