import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, by their names without `.test.ts`: they begin first, so that no worker is left with one at the end. */
const long = [
  'together',
  'commands',
  'chaos',
  'access-matrix',
  'embedded',
  'live-server',
  'kill',
  'sessions',
  'diff',
  'call-mails',
  'stopped-database',
  'server-lock',
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
