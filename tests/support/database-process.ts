import { createInterface } from 'node:readline';
import { openDatabase, prisma, type OpenDatabaseOptions } from '#server/db/client.ts';

/** What a test tells this program, as JSON in its first argument. */
export type DatabaseProcessOptions = OpenDatabaseOptions & {
  /** Writes settings named `PREFIX-1`, `PREFIX-2`, … one after the other until it ends. */
  writePrefix?: string;
};

/** What it says on standard output, one JSON object a line. */
export type DatabaseProcessReport =
  | { type: 'opened'; ms: number }
  | { type: 'refused'; code: string; message: string }
  /** Committed; never said before the database said so. */
  | { type: 'committed'; key: string }
  | { type: 'closed' };

// A process of its own that opens a database, for tests that need a second one or one to kill. It closes the
// database and ends when it reads a line.

function say(report: DatabaseProcessReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

async function write(prefix: string): Promise<never> {
  for (let count = 1; ; count += 1) {
    const key = `${prefix}-${String(count)}`;
    // Every third commit goes through a transaction of several statements.
    if (count % 3 === 0) {
      await prisma().$transaction(async (tx) => {
        await tx.setting.create({ data: { key, value: 0 } });
        await tx.setting.update({ where: { key }, data: { value: count } });
      });
    } else {
      await prisma().setting.create({ data: { key, value: 'x'.repeat(200) } });
    }
    say({ type: 'committed', key });
  }
}

const options = JSON.parse(process.argv[2] ?? '') as DatabaseProcessOptions;
const begun = performance.now();
try {
  const database = await openDatabase(options);
  say({ type: 'opened', ms: performance.now() - begun });
  createInterface({ input: process.stdin }).once('line', () => {
    void database.close().then(() => {
      say({ type: 'closed' });
      process.exit(0);
    });
  });
  if (options.writePrefix !== undefined) await write(options.writePrefix);
} catch (error) {
  const code = error instanceof Error ? String(Reflect.get(error, 'code')) : '';
  say({ type: 'refused', code, message: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
