import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { replayCall, type Replay } from '#lib/replay/replay-call.ts';
import { replayLines } from '#lib/replay/replay-lines.ts';

const folder = process.env['CALLNOTES_CORPUS'] ?? '';
const present = folder !== '' && existsSync(folder);
if (!present)
  process.stdout.write('label keys: corpus skipped, CALLNOTES_CORPUS names no folder of real notes\n');

function replays(name: string): Replay[] {
  const read = readNotes(readFileSync(path.join(folder, name), 'utf8'), { fileName: name });
  return [[], [...new Set(read.attendees)]].map((attendees) => replayCall(replayLines(read), attendees));
}

describe.skipIf(!present)('the labels of real notes', () => {
  const names = present
    ? readdirSync(folder).filter((name) => /\.(?:md|txt)$/u.test(name) && name !== 'INDEX.md')
    : [];

  it('cost less than 3 keys on the page this product exists for, without chords', () => {
    const [replay] = replays('status-core-dev-call-33.txt');
    expect(replay?.labels).toBe(108);
    expect((replay?.ours ?? 0) / (replay?.labels ?? 1)).toBeLessThan(3);
  });

  it('cost less than 3.2 keys over all notes, with nobody on the roster before', () => {
    const empty = names.flatMap((name) => replays(name).slice(0, 1));
    const labels = empty.reduce((total, replay) => total + replay.labels, 0);
    const keys = empty.reduce((total, replay) => total + replay.ours, 0);
    expect(labels).toBeGreaterThan(300);
    expect(keys / labels).toBeLessThan(3.2);
  });

  it.each(names)('write no name without a key that names somebody in %s', (name) => {
    expect(replays(name).map(({ wrong }) => wrong)).toEqual([0, 0]);
  });

  it('are two at most that a colon inside a sentence made', () => {
    const made = names.flatMap((name) => replays(name).slice(0, 1)).map(({ wrongByColon }) => wrongByColon);
    expect(made.reduce((total, count) => total + count, 0)).toBeLessThanOrEqual(2);
  });
});
