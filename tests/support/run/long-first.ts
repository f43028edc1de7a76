import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take longest, by their names without `.test.ts` and in the order of what they were measured to take: they begin
 * first, so that no worker is left with one at the end.
 */
const long = [
  // integration
  'commands',
  'access-matrix',
  'together',
  'live-server',
  'sessions',
  'embedded',
  'kill',
  'chaos',
  'diff',
  'backup',
  'stopped-database',
  'sign-in-by-mail',
  'schedule',
  'sign-in-by-provider',
  'people',
  'roster',
  'call-mails',
  'next-call',
  // protocol and unit
  'convergence',
  'password',
  'stale-tabs',
  'undo-of-one',
  'hours',
  'hostile-text',
  'agenda-together',
];

/** Runs the long test files first, and the others in Vitest's own order. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = (file: TestSpecification): number => {
      const index = long.indexOf(path.basename(file.moduleId, '.test.ts'));
      return index === -1 ? long.length : index;
    };
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's, not an array's.
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => place(a) - place(b));
  }
}
