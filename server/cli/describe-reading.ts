import type { ImportJson } from '#lib/notes/import/import-json.ts';

/** What a file was read as, in words for a person: counts, then each doubt with its line. */
export function describeReading(json: ImportJson): string {
  const number = json.number === null ? 'the next number' : `number ${String(json.number)}`;
  const when = json.start ?? json.date ?? 'no date';
  const length = json.durationMinutes === null ? '' : `, ${String(json.durationMinutes)} minutes`;
  const boxes = json.agenda.reduce((sum, item) => sum + (item.minutes ?? 0), 0);
  const speakers = Object.entries(json.speakers).map(([name, lines]) => `${name} ${String(lines)}`);
  const facts: [string, string][] = [
    ['title', json.title],
    ['call', `${json.series}, ${number}, ${when}${length}`],
    ['recording', json.recording ?? 'none'],
    ['agenda', `${String(json.agenda.length)} items, ${String(boxes)} minutes planned`],
    ['lines', String(json.lines.length)],
    ['speakers', speakers.length === 0 ? 'none' : speakers.join(', ')],
    ['stamps', String(json.stamps.length)],
    ['gaps', String(json.gaps.length)],
    ['placeholders', String(json.placeholders.length)],
    ['actions', String(json.actions.length)],
    ['decisions', String(json.decisions.length)],
    ['doubts', String(json.doubts.length)],
  ];
  const doubts = json.doubts.map(({ line, kind, text }) => `  line ${String(line)}  ${kind}  ${text}`);
  return `${[...facts.map(([name, value]) => `${name.padEnd(12)}  ${value}`), ...doubts].join('\n')}\n`;
}
