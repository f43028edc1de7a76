import { randomUUID } from 'node:crypto';
import { prisma } from '#server/db/client.ts';
import { createCall, setCallStatus } from '#server/db/calls.ts';
import { beginSession } from '#server/cli/begin-session.ts';
import { callAddresses } from '#server/cli/public-address.ts';
import { ensureSeries } from '#server/cli/ensure-series.ts';
import { withDatabase } from '#server/cli/open-for-command.ts';
import { line, notes } from '#tests/support/notes-factory.ts';

/** What a benchmark needs of an app: live calls of one series, and accounts that may write in all of them. */
export type World = { sockets: string[]; cookies: string[] };

const slug = 'bench';

/** Makes calls and accounts in the database of this process's environment. */
async function makeWorld(publicUrl: string, calls: number, accounts: number): Promise<World> {
  return withDatabase(async () => {
    const { series } = await prisma().$transaction(async (tx) => ensureSeries(tx, slug));
    const world: World = { sockets: [], cookies: [] };
    let call: { id: string; seriesId: string } | null = null;
    for (let index = 0; index < calls; index += 1) {
      const { id } = await createCall({
        seriesId: series.id,
        notes: notes(line({ id: randomUUID().slice(0, 8) }, '.')),
      });
      call = await setCallStatus(id, 'live');
      world.sockets.push(callAddresses(publicUrl, { series: slug, number: index, id }).socket);
    }
    for (let index = 0; index < accounts; index += 1) {
      const { name, value } = await beginSession(
        `w${String(index)}@example.org`,
        call,
        'participant',
        publicUrl,
      );
      world.cookies.push(`${name}=${value}`);
    }
    return world;
  });
}

const [publicUrl = '', calls = '0', accounts = '0'] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await makeWorld(publicUrl, Number(calls), Number(accounts))));
process.exit(0);
