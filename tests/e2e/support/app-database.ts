import type { NotesJson } from '#lib/notes/note-json.ts';
import type { CallStatus } from '#lib/policy/access.ts';
import { beginSession } from '#server/cli/begin-session.ts';
import { requireCall } from '#server/cli/call-reference.ts';
import type { GrantableRole } from '#server/cli/give-role.ts';
import { makeNextCall } from '#server/cli/make-next-call.ts';
import { callAddresses } from '#server/cli/public-address.ts';
import { openDatabase } from '#server/db/client.ts';
import { setEnv } from '#server/env.ts';
import type { NewCall } from './fixtures.ts';
import type { AppAddress } from '#tests/support/app.ts';

/**
 * The shared app's database, open in this process as a command has it in its own: what `callnotes new-call` and
 * `callnotes session` do takes milliseconds here, where a process for each takes seconds.
 */
export type AppDatabase = {
  newCall(series: string, state: CallStatus, notesOf?: (seriesId: string) => NotesJson): Promise<NewCall>;
  /** The cookie of a session of this person, who has this role in the series of the call; in the instance without one. */
  session(email: string, call: NewCall | null, role: GrantableRole): Promise<{ name: string; value: string }>;
  close(): Promise<void>;
};

/** Opens the database of an app that runs, and makes it the one of this process. */
export async function openAppDatabase(app: AppAddress): Promise<AppDatabase> {
  const { dataFolder, databaseUrl } = app;
  setEnv({ CALLNOTES_DATA: dataFolder, CALLNOTES_URL: app.url, LOG_LEVEL: 'warn' });
  const database = await openDatabase({ dataFolder, databaseUrl, as: 'command' });
  return {
    async newCall(series, state, notesOf) {
      const call = await makeNextCall(series, state, notesOf);
      const address = { series, number: call.number };
      return { ...address, ...callAddresses(app.url, { ...address, id: call.id }) };
    },
    async session(email, of, role) {
      const call = of === null ? null : await requireCall({ series: of.series, number: of.number });
      return beginSession(email, call, role, app.url);
    },
    close: () => database.close(),
  };
}
