import type { ImportJson } from '#lib/notes/import/import-json.ts';
import type { ReadNotes } from '#lib/notes/import/read-types.ts';
import { toNotesJson } from '#lib/notes/import/to-notes-json.ts';
import { AppError } from '#lib/errors.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { createCall, setCallStatus, type Call } from '#server/db/calls.ts';
import type { Transaction } from '#server/db/client.ts';
import { projectStoredCall } from '#server/projection/reproject.ts';
import { ensureSeries } from './ensure-series.ts';
import type { SourceFile } from './read-source-file.ts';

export type Reading = {
  slug: string;
  read: ReadNotes;
  json: ImportJson;
  file: SourceFile;
  newId: () => string;
};

/**
 * Makes the call that a file was read as, with its rows, its doubts and the original bytes, inside the caller's
 * transaction. Its number is the one in the notes, else the next of the series.
 * @throws AppError `conflict` when the series has a call of that number.
 */
export async function storeReading(
  tx: Transaction,
  { slug, read, json, file, newId }: Reading,
): Promise<Call> {
  const title = read.series.trim();
  const { series } = await ensureSeries(tx, slug, {
    ...(title === '' ? {} : { title }),
    ...(read.durationMinutes === null ? {} : { lengthMinutes: read.durationMinutes }),
  });
  if (read.number !== null) await refuseTaken(tx, series.id, slug, read.number);
  const { notes, intro, outro } = toNotesJson(read, {
    personId: (name) => personIdFor(series.id, name),
    newId,
  });
  const call = await createCall(
    {
      seriesId: series.id,
      status: 'review',
      startsAt: read.start === null ? null : new Date(read.start),
      heldOn: read.date,
      recordingUrl: read.recording,
      notes,
      intro,
      outro,
      importSource: { fileName: file.name, bytes: file.bytes, doubts: read.doubts },
      ...(read.number === null ? {} : { number: read.number }),
      ...(read.title === '' ? {} : { title: read.title }),
      ...(read.durationMinutes === null ? {} : { lengthMinutes: read.durationMinutes }),
    },
    tx,
  );
  await projectStoredCall(tx, call.id);
  return isSettled(json) ? setCallStatus(call.id, 'published', { tx }) : call;
}

async function refuseTaken(tx: Transaction, seriesId: string, slug: string, number: number): Promise<void> {
  const taken = await tx.call.findUnique({
    where: { seriesId_number: { seriesId, number } },
    select: { id: true },
  });
  if (taken === null) return;
  const label = `${slug}/${String(number)}`;
  throw new AppError('conflict', {
    message:
      `The notes carry the number ${String(number)}, and ${label} exists already. Nothing was imported. ` +
      'Change the number in the file, or import it into another series with --series.',
  });
}

/** Whether nothing in the notes waits for a person. */
function isSettled({ gaps, placeholders, doubts }: ImportJson): boolean {
  return gaps.length === 0 && placeholders.length === 0 && doubts.length === 0;
}
