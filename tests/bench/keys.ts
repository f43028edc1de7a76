// Label keys per line of real notes: npm run bench:keys -- FILE…
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { isAppError } from '#lib/errors.ts';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import type { ReadNotes } from '#lib/notes/import/read-types.ts';
import { emptyReplay, replayCall, type Replay } from '#lib/replay/replay-call.ts';
import { replayLines } from '#lib/replay/replay-lines.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write('usage: npm run bench:keys -- FILE…\n');
  process.exit(64);
}

const replays = files.filter(isFile).flatMap((file) => {
  const read = notesIn(file);
  if (read === null) return [];
  const lines = replayLines(read);
  return [
    {
      name: path.basename(file),
      empty: replayCall(lines, []),
      listed: read.attendees.length === 0 ? null : replayCall(lines, [...new Set(read.attendees)]),
    },
  ];
});
const spoken = replays.filter((replay) => replay.empty.labels > 0);
const unspoken = replays.length - spoken.length;

print(['', 'labels', 'typing', 'prefix', 'ours', 'listed', 'hits', 'as text']);
for (const { name, empty, listed } of spoken) print([name, ...figures(empty, listed ?? empty)]);
const all = sum(spoken.map((replay) => replay.empty));
const known = sum(spoken.map((replay) => replay.listed ?? replay.empty));
if (all.labels > 0) print(['in all', ...figures(all, known)]);

const every = sum(replays.flatMap(({ empty, listed }) => (listed === null ? [empty] : [empty, listed])));
process.stdout.write(`
Label keys per line with a speaker. typing: name, colon, space. prefix: shortest letters that begin no other name,
and Tab. ours: the fewest keys without chords, with nobody on the roster when the call begins; listed: the same with
the notes' own list of attendees on it, where they have one. Shift+Enter for the speaker above counts as one key.
hits: labels that were the suggested name, of those not kept with Shift+Enter. as text: labels that a colon does not
take, such as two people at once. Every line of every file is typed, also those without a speaker.
${unspoken === 0 ? '' : `files without speakers: ${String(unspoken)}\n`}
names that a colon inside a line's text wrote: ${String(every.wrongByColon)}
wrong names written without an explicit key: ${String(every.wrong)}
`);
process.stdout.write(
  `ours ${perLabel(all.ours, all)} keys per label, ${String(all.labels)} labels, ${String(spoken.length)} files\n`,
);

/** What is no notes, such as a transcript, is passed over and said. */
function notesIn(file: string): ReadNotes | null {
  try {
    return readNotes(readFileSync(file, 'utf8'), { fileName: path.basename(file) });
  } catch (error) {
    if (!isAppError(error)) throw error;
    process.stderr.write(`bench:keys: ${file} was passed over. ${error.message}\n`);
    return null;
  }
}

/** A folder, which a pattern of the shell may name among files, is passed over and said. */
function isFile(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    process.stderr.write(`bench:keys: ${file} is not there\n`);
    process.exit(66);
  }
  if (found.isFile()) return true;
  process.stderr.write(`bench:keys: ${file} is no file and was passed over\n`);
  return false;
}

function figures(empty: Replay, listed: Replay): string[] {
  return [
    String(empty.labels),
    perLabel(empty.typing, empty),
    perLabel(empty.prefix, empty),
    perLabel(empty.ours, empty),
    perLabel(listed.ours, listed),
    `${String(empty.suggested)}/${String(empty.changes)}`,
    String(empty.leftAsText),
  ];
}

function perLabel(keys: number, { labels }: Replay): string {
  return labels === 0 ? '0.00' : (keys / labels).toFixed(2);
}

function sum(parts: readonly Replay[]): Replay {
  const total: Replay = { ...emptyReplay };
  for (const part of parts) {
    for (const key of Object.keys(total) as (keyof Replay)[]) total[key] += part[key];
  }
  return total;
}

function print(cells: readonly string[]): void {
  const [first = '', ...rest] = cells;
  process.stdout.write(`${first.padEnd(36)}${rest.map((cell) => cell.padStart(9)).join('')}\n`);
}
