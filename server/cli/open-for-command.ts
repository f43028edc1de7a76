import { openDatabase } from '#server/db/client.ts';
import { loadEnv, type Env } from '#server/env.ts';

/** Runs some work with the database open and closes it afterwards, whatever happens. */
export async function withDatabase<Result>(work: (env: Env) => Promise<Result>): Promise<Result> {
  const env = loadEnv();
  const database = await openDatabase({
    dataFolder: env.dataFolder,
    databaseUrl: env.databaseUrl,
    as: 'command',
  });
  try {
    return await work(env);
  } finally {
    await database.close();
  }
}
