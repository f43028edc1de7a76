import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNotes } from '#lib/notes/import/read-notes.ts';
import { oddStamps, type PlannedCall, type WrittenStamp } from '#lib/stamps/odd-stamps.ts';

// Real notes stay outside the repository; without them there is nothing to look at.
const folder = process.env['CALLNOTES_CORPUS'] ?? '';
const present = folder !== '' && existsSync(folder);
const page = 'status-core-dev-call-33.txt';

type Read = { stamps: WrittenStamp[]; call: PlannedCall; odd: ReturnType<typeof oddStamps> };

function stampsOf(name: string): Read {
  const read = readNotes(readFileSync(path.join(folder, name), 'utf8'), { fileName: name });
  const stamps = read.blocks.flatMap((block) =>
    block.kind === 'code' ? [] : block.content.filter((node) => node.type === 'stamp'),
  );
  const call = { startsAt: read.start, lengthMinutes: read.durationMinutes };
  return { stamps, call, odd: oddStamps(stamps, call) };
}

function anHourOff({ text, at }: WrittenStamp, hours: number): WrittenStamp {
  const [hour = '', minute = ''] = text.split(':');
  return {
    text: `${String(Number(hour) + hours)}:${minute}`,
    at: new Date(Date.parse(at ?? '') + hours * 3_600_000).toISOString(),
  };
}

describe.skipIf(!present)('the stamps of real notes', () => {
  it('run in order on the page this product exists for, and none is odd', () => {
    const { stamps, odd } = stampsOf(page);
    expect(stamps).toHaveLength(7);
    expect(odd).toEqual([]);
  });

  it('are found on that page when one hour is off, and put right, and no other is', () => {
    const { stamps, call } = stampsOf(page);
    const slips = stamps.flatMap((_, index) => [-1, 1].map((hours) => ({ index, hours })));
    const found = slips.map(({ index, hours }) => {
      const slipped = stamps.map((stamp, at) => (at === index ? anHourOff(stamp, hours) : stamp));
      const odd = oddStamps(slipped, call);
      for (const one of odd) expect(one.index).toBe(index);
      return odd[0]?.fixed?.text === stamps[index]?.text;
    });
    const right = found.filter(Boolean).length;
    process.stdout.write(`stamps an hour off: ${String(right)} of ${String(slips.length)} put right\n`);
    expect(right / slips.length).toBeGreaterThan(0.7);
  });

  it('are rarely odd', () => {
    const names = readdirSync(folder).filter((name) => /\.(?:md|txt)$/u.test(name) && name !== 'INDEX.md');
    let [all, flagged] = [0, 0];
    for (const name of names) {
      const { stamps, odd } = stampsOf(name);
      all += stamps.length;
      flagged += odd.length;
      for (const { index, fixed } of odd)
        process.stdout.write(
          `odd stamp: ${name}: ${stamps.map((stamp, at) => (at === index ? `[${stamp.text}]` : stamp.text)).join(' ')} fixed ${fixed?.text ?? 'none'}\n`,
        );
    }
    process.stdout.write(
      `odd stamps: ${String(flagged)} of ${String(all)} in ${String(names.length)} files\n`,
    );
    expect(flagged * 20).toBeLessThan(all);
  });
});
