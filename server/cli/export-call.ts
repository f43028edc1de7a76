import { withTicks } from '#lib/carry-over/with-ticks.ts';
import { exportFormats } from '#lib/notes/export/export-call.ts';
import { exportNotes } from '#lib/notes/export/export-notes.ts';
import { withRosterNames } from '#lib/notes/roster-names.ts';
import { listTicks } from '#server/db/action-ticks.ts';
import { listCalls } from '#server/db/calls.ts';
import { prisma } from '#server/db/client.ts';
import { listRoster } from '#server/db/people.ts';
import { storedNotes } from '#server/projection/stored-notes.ts';
import { parseCallReference, requireCall } from './call-reference.ts';
import { choiceOption, type Command } from './command.ts';
import { withDatabase } from './open-for-command.ts';

export const exportCall: Command = {
  usage: `export SERIES/NUMBER --format ${exportFormats.join('|')}`,
  summary: 'Prints the notes of a call.',
  details: [
    '--format FORMAT  md (the default) and forum can be imported again; txt is plain text, json and html are for',
    '                 programs and pages. What is typed while the server runs is part of it once it is saved.',
  ],
  options: { format: { type: 'string' } },
  positionals: 1,
  run: async (args) => {
    const reference = parseCallReference(args.positionals[0] ?? '');
    const format = choiceOption(args, 'format', exportFormats) ?? 'md';
    return withDatabase(async () => {
      const call = await requireCall(reference);
      const { notes } = await storedNotes(prisma(), call.id);
      const text = exportNotes(
        {
          seriesTitle: call.series.title,
          seriesSlug: call.series.slug,
          number: call.number,
          title: call.title,
          startsAt: call.startsAt?.toISOString() ?? null,
          zone: call.series.zone,
          lengthMinutes: call.lengthMinutes,
          recordingUrl: call.recordingUrl,
          intro: call.intro,
          outro: call.outro,
          notes: withTicks(
            withRosterNames(notes, await listRoster(call.seriesId)),
            call.id,
            await listTicks(call.id),
          ),
          bornIn: new Map((await listCalls(call.seriesId)).map(({ id, number }) => [id, number])),
        },
        format,
      );
      return { stdout: text.endsWith('\n') ? text : `${text}\n` };
    });
  },
};
