import { randomUUID } from 'node:crypto';
import { importJson } from '#lib/notes/import/import-json.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { parseSlug } from '#lib/series/slug.ts';
import { prisma } from '#server/db/client.ts';
import { flagOption, textOption, UsageError, type Command } from './command.ts';
import { describeReading } from './describe-reading.ts';
import { withDatabase } from './open-for-command.ts';
import { callAddresses, publicAddress } from './public-address.ts';
import { readSourceFile } from './read-source-file.ts';
import { storeReading } from './store-reading.ts';

export const importCall: Command = {
  usage: 'import FILE --series SLUG [--dry-run] [--json]',
  summary: 'Makes a call from old notes: Markdown or forum text.',
  details: [
    '--series SLUG  the series it joins; one that is absent is made, readable by its members only.',
    '--dry-run      writes nothing and does not open the database; shows what the file was read as.',
    '--json         prints everything that was read as JSON.',
    'FILE may be - for standard input. The original bytes are kept. A call whose notes have gaps, placeholders or',
    'doubts waits in review; one without any is published.',
  ],
  options: { series: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  positionals: 1,
  run: async (args) => {
    const series = textOption(args, 'series');
    if (series === undefined)
      throw new UsageError(`--series is missing. Usage: callnotes ${importCall.usage}`);
    const slug = parseSlug(series);
    const file = await readSourceFile(args.positionals[0] ?? '');
    const read = readNotes(file.text, { fileName: file.name });
    const json = importJson(read, slug);
    const printed = flagOption(args, 'json') ? `${JSON.stringify(json, null, 2)}\n` : describeReading(json);
    if (flagOption(args, 'dry-run')) return { stdout: printed };
    return withDatabase(async (env) => {
      const call = await prisma().$transaction(async (tx) =>
        storeReading(tx, { slug, read, json, file, newId: randomUUID }),
      );
      if (flagOption(args, 'json')) return { stdout: printed };
      const { url } = callAddresses(publicAddress(env), { series: slug, number: call.number, id: call.id });
      return { stdout: `${printed}Made ${slug}/${String(call.number)} (${call.status}): ${url}\n` };
    });
  },
};
