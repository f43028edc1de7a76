import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isCommonWord } from '#lib/glossary/common-words.ts';
import { completeTerm } from '#lib/glossary/complete-term.ts';
import { findMisspelledTerms, type GlossaryLine } from '#lib/glossary/find-misspelled-terms.ts';
import type { GlossaryTerm } from '#lib/glossary/glossary-term.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { readCall } from '#tests/support/read-call.ts';

// Real notes stay outside the repository: the glossary is made of them when the test runs.
const folder = process.env['CALLNOTES_CORPUS'] ?? '';
const present = folder !== '' && existsSync(folder);
const files = present
  ? readdirSync(folder).filter((name) => /\.(?:md|txt)$/u.test(name) && name !== 'INDEX.md')
  : [];
if (!present)
  process.stdout.write('glossary: corpus skipped, CALLNOTES_CORPUS names no folder of real notes\n');

type RealCall = { name: string; lines: GlossaryLine[]; names: string[]; forms: string[] };

/** A call, and the words of it that a glossary might have: with a capital or of mixed case, never written small. */
function readReal(name: string): RealCall {
  const text = readFileSync(path.join(folder, name), 'utf8');
  const { lines, people } = readCall(readNotes(text, { fileName: name }));
  const names = people.map((person) => person.name);
  const ofNames = new Set(names.flatMap((person) => person.toLowerCase().split(/\s+/u)));
  const every = (words: RegExp): string[] => lines.flatMap((line) => line.text.match(words) ?? []);
  const small = new Set(every(/(?<!\p{L})\p{Ll}+(?!\p{L})/gu));
  const special = every(/(?<=[\p{L},] )(?:\p{Lu}\p{L}{3,}|\p{Ll}+\p{Lu}\p{L}+)/gu).filter((word) => {
    const lower = word.toLowerCase();
    return !small.has(lower) && !isCommonWord(lower) && !ofNames.has(lower);
  });
  return { name, lines, names, forms: [...new Set(special)] };
}

const calls = files.map(readReal);
const names = calls.flatMap((call) => call.names);
const formOf = new Map(calls.flatMap((call) => call.forms).map((form) => [form.toLowerCase(), form]));
const terms: GlossaryTerm[] = [...formOf.values()].map((form) => ({ form, others: [], meaning: '' }));

/** How hurried hands write a term, by turns. */
const slips: readonly ((form: string) => string)[] = [
  (form) => form.toLowerCase(),
  (form) => form.slice(0, 2) + form.slice(3),
  (form) => form.slice(0, 2) + form.charAt(3) + form.charAt(2) + form.slice(4),
  (form) => form.slice(0, 3) + form.charAt(2) + form.slice(3),
  (form) => form.replace(/(?<=\p{Ll})(?=\p{Lu})/u, ' '),
];

/** The lines with every term in them misspelled, and where that was done. */
function misspell(lines: readonly GlossaryLine[]): { lines: GlossaryLine[]; made: Map<string, string> } {
  const made = new Map<string, string>();
  let turn = 0;
  const changed = lines.map(({ id, text }) => {
    let written = '';
    let at = 0;
    for (const { 0: word, index } of text.matchAll(/\p{L}{5,}/gu)) {
      turn += 1;
      const slip = slips[turn % slips.length]?.(word) ?? word;
      if (formOf.get(word.toLowerCase()) !== word || slip === word) continue;
      written += text.slice(at, index);
      made.set(`${id}:${String(written.length)}`, word);
      written += slip;
      at = index + word.length;
    }
    return { id, text: written + text.slice(at) };
  });
  return { lines: changed, made };
}

describe.skipIf(!present)('a glossary over real notes', () => {
  it('finds the terms that were misspelled, and hardly anything else', () => {
    let [all, right, made] = [0, 0, 0];
    for (const call of calls) {
      const changed = misspell(call.lines);
      const found = findMisspelledTerms(changed.lines, terms, names);
      all += found.length;
      made += changed.made.size;
      right += found.filter(
        ({ lineId, from, term }) => changed.made.get(`${lineId}:${String(from)}`) === term.form,
      ).length;
    }
    process.stdout.write(
      `glossary: ${String(right)} of ${String(all)} corrections right, precision ${(right / all).toFixed(2)}; ` +
        `${String(right)} of ${String(made)} misspellings found; ${String(terms.length)} terms, ${String(calls.length)} files\n`,
    );
    expect(made).toBeGreaterThan(100);
    expect(right / all).toBeGreaterThanOrEqual(0.9);
    expect(right / made).toBeGreaterThanOrEqual(0.8);
  });

  it('takes no word of the notes as they are for a slip', () => {
    const found = calls.flatMap(({ lines }) => findMisspelledTerms(lines, terms, names));
    const otherWords = found.filter(({ written, term }) => written.toLowerCase() !== term.form.toLowerCase());
    expect(otherWords).toEqual([]);
  });

  it('spares keys without standing behind many other words', () => {
    let [words, shown, right, spared] = [0, 0, 0, 0];
    for (const { lines } of calls) {
      const said: string[] = [];
      const lastUse = (form: string): number => said.findLastIndex((text) => text.includes(form));
      for (const { text } of lines) {
        for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
          words += 1;
          const offers = Array.from(word, (_letter, nth) => {
            const end = index + nth + 1;
            const offer = nth + 1 === word.length ? null : completeTerm(text.slice(0, end), terms, lastUse);
            return offer === null ? null : { ...offer, fits: text.startsWith(offer.rest, end) };
          }).filter((offer) => offer !== null);
          const first = offers.find((offer) => offer.fits);
          if (offers.length > 0) shown += 1;
          if (first === undefined) continue;
          right += 1;
          spared += first.rest.length - 1;
        }
        said.push(text);
      }
    }
    process.stdout.write(
      `glossary: completion shown in ${String(shown)} of ${String(words)} words, right in ${String(right)}, ${String(spared)} keys spared\n`,
    );
    expect(spared).toBeGreaterThan(500);
    expect(shown / words).toBeLessThan(0.06);
  });
});
