import { startApp, type AppAddress } from '#tests/support/app.ts';
import { build } from '#server/up/build.mjs';

const variable = 'CALLNOTES_SHARED_APP';

/** The app that all browser tests of a run share. */
export function sharedApp(): AppAddress {
  return JSON.parse(process.env[variable] ?? 'null') as AppAddress;
}

/** Builds what changed, starts the app before the first test, and returns what ends it after the last. */
export default async function startSharedApp(): Promise<() => Promise<void>> {
  await build();
  const app = await startApp();
  const { url, port, dataFolder, databaseUrl } = app;
  process.env[variable] = JSON.stringify({ url, port, dataFolder, databaseUrl } satisfies AppAddress);
  return async () => {
    await app.stop();
  };
}
