import * as Y from 'yjs';
import { hasPending, notesFragment } from '#lib/notes/ydoc.ts';
import { countTokens } from './count-tokens.ts';

/** How the notes ended, against what was typed and what was told saved. */
export type Verdict = {
  /** Told saved and not stored. */
  lost: number;
  /** There more than once, in a replica, the database or the export. */
  doubled: number;
  /** Typed and not there in the end, though everybody came back with their own copy. */
  missing: number;
  /** There and never typed. */
  invented: number;
  /** Replicas, the stored document or exports that differ, and what waits for something that never came. */
  differing: number;
};

export const noFault: Verdict = { lost: 0, doubled: 0, missing: 0, invented: 0, differing: 0 };

export function addVerdicts(one: Verdict, other: Verdict): Verdict {
  return {
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    missing: one.missing + other.missing,
    invented: one.invented + other.invented,
    differing: one.differing + other.differing,
  };
}

export function isFault(verdict: Verdict): boolean {
  return Object.values(verdict).some((count) => count > 0);
}

/** What was told saved against what is stored: none may be lost, none stand twice. */
export function judgeStored(toldSaved: ReadonlySet<string>, stored: Y.Doc): Verdict {
  const counts = countTokens(textIn(stored));
  return {
    ...noFault,
    lost: [...toldSaved].filter((token) => !counts.has(token)).length,
    doubled: twice(counts),
    differing: hasPending(stored) ? 1 : 0,
  };
}

/**
 * Jepsen's view of a set when all has come to rest: everything typed is there once and nothing else, and all
 * replicas, the stored document and the exports say the same.
 */
export function judgeEnd(
  typed: ReadonlySet<string>,
  stored: Y.Doc,
  replicas: Y.Doc[],
  exports: string[],
): Verdict {
  const texts = [textIn(stored), ...replicas.map(textIn), ...exports].map(countTokens);
  let verdict = { ...noFault };
  for (const counts of texts) {
    verdict = addVerdicts(verdict, {
      ...noFault,
      doubled: twice(counts),
      missing: [...typed].filter((token) => !counts.has(token)).length,
      invented: [...counts.keys()].filter((token) => !typed.has(token)).length,
    });
  }
  verdict.differing += [stored, ...replicas].filter((doc) => hasPending(doc) || !isSame(doc, stored)).length;
  return verdict;
}

/** Whether two documents hold the same, what was deleted included. */
export function isSame(one: Y.Doc, other: Y.Doc): boolean {
  return textIn(one) === textIn(other) && Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other));
}

export function textIn(doc: Y.Doc): string {
  return notesFragment(doc).toJSON();
}

function twice(counts: Map<string, number>): number {
  return [...counts.values()].filter((count) => count > 1).length;
}
