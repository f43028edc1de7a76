import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { wrongSpeakerHints } from '#lib/hints/wrong-speaker.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { catchPromises, type PromiseCandidate } from '#lib/promises/catch-promises.ts';
import { readCall } from '#tests/support/read-call.ts';

// Real notes stay outside the repository: what a person judged is kept by the number of the line alone.
const folder = process.env['CALLNOTES_CORPUS'] ?? '';
const present = folder !== '' && existsSync(folder);
if (!present)
  process.stdout.write('promises: corpus skipped, CALLNOTES_CORPUS names no folder of real notes\n');

const page = 'status-core-dev-call-33.txt';

/** By file: the lines, source line numbers, on which an offer is right, and those on which it is not. */
const judged: Record<string, { right: readonly number[]; wrong: readonly number[] }> = {
  'ethereum-acd-063.md': { right: [53, 56, 72, 79, 136], wrong: [68] },
  'kubernetes-sig-docs-2016.md': { right: [296], wrong: [] },
  'openjs-cpc-2019-01-21.md': { right: [33, 48, 66, 131, 183], wrong: [] },
  'solid-cg-2024-12-18.md': { right: [57, 80, 88, 101, 121, 123], wrong: [] },
  'unicode-mfwg-2025-02-17.md': { right: [47, 71, 81, 191, 201, 219], wrong: [] },
  'w3c-tag-2016-10-19.md': { right: [7, 9, 30, 32, 52, 58], wrong: [] },
};

function offers(name: string): PromiseCandidate[] {
  const { lines, people } = readCall(
    readNotes(readFileSync(path.join(folder, name), 'utf8'), { fileName: name }),
  );
  return catchPromises(lines, people);
}

function offeredAt(offer: PromiseCandidate): number {
  return Number(offer.lineIds.at(-1));
}

describe.skipIf(!present)('the promises of the page this product exists for', () => {
  it('are four, with their owners, and nothing else is offered as one', () => {
    const actions = offers(page).filter((offer) => offer.kind === 'action');
    expect(actions.map(({ rule, lineIds }) => [rule, ...lineIds.map(Number)])).toEqual([
      ['will', 60],
      ['need-to-contact', 82],
      ['asked-and-taken', 98, 99],
      ['asked-and-taken', 109, 110],
    ]);
    const owners = actions.map((offer) => offer.ownerName?.length);
    expect(owners).toEqual([6, 5, 5, 5]);
    expect(actions[2]?.ownerId).toBe(actions[3]?.ownerId);
  });

  it('leave one decision, with its proposal, the question and the answer', () => {
    const decisions = offers(page).filter((offer) => offer.kind === 'decision');
    expect(decisions.map((offer) => offer.lineIds.map(Number))).toEqual([[78, 79, 80]]);
  });
});

describe.skipIf(!present)('over the other notes of the corpus', () => {
  it('nine of ten offers are right', () => {
    let right = 0;
    let all = 0;
    const names = readdirSync(folder).filter(
      (name) => /\.(?:md|txt)$/u.test(name) && name !== 'INDEX.md' && name !== page,
    );
    for (const name of names) {
      const lines = offers(name).map(offeredAt);
      const known = judged[name] ?? { right: [], wrong: [] };
      const unjudged = lines.filter((line) => !known.right.includes(line) && !known.wrong.includes(line));
      expect(unjudged, `offers in ${name} that nobody judged yet`).toEqual([]);
      right += lines.filter((line) => known.right.includes(line)).length;
      all += lines.length;
    }
    process.stdout.write(
      `promises: ${String(right)} of ${String(all)} offers right, precision ${(right / all).toFixed(2)}, ${String(names.length)} files\n`,
    );
    expect(all).toBeGreaterThan(20);
    expect(right / all).toBeGreaterThanOrEqual(0.9);
  });

  it('one line at most seems to have the wrong speaker', () => {
    const names = readdirSync(folder).filter((name) => /\.(?:md|txt)$/u.test(name) && name !== 'INDEX.md');
    const hints = names.flatMap((name) => {
      const { lines, people } = readCall(readNotes(readFileSync(path.join(folder, name), 'utf8')));
      return wrongSpeakerHints(lines, people).map((hint) => `${name}:${hint.lineId}`);
    });
    expect(hints).toEqual([`${page}:48`]);
  });
});
