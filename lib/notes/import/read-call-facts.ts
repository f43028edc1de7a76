import { parseDate, parseDuration, parseTime, wrongWeekday } from './parse-date-time.ts';
import { readRecording, type Header } from './read-header.ts';
import type { Piece } from './read-pieces.ts';
import type { Doubt, ReadNotes } from './read-types.ts';
import type { SourceLine } from './scan-lines.ts';

export type CallFactsRead = {
  call: Pick<ReadNotes, 'title' | 'series' | 'number' | 'date' | 'start' | 'durationMinutes' | 'recording'>;
  doubts: Doubt[];
};

const NUMBERED =
  /(?:#\s?|\b(?:meeting|call|session|episode|no\.?|nr\.?)\s+#?)(\d{1,4})\b(?![-/.]\d|\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/iu;

/** Title, number, date, start, length and recording of the call, with what is unsure about them. */
export function readCallFacts(
  header: Header,
  pieces: readonly Piece[],
  lines: readonly SourceLine[],
  fileName: string | null,
): CallFactsRead {
  const doubts: Doubt[] = [];
  const title = findTitle(header, lines, fileName);
  const when = findDate(header, title);
  const start = findStart(when, doubts);
  const { recording, emptyLine } = readRecording(header.fields, pieces);
  if (emptyLine !== null) {
    doubts.push({ line: emptyLine, kind: 'recording_empty', text: 'There is no address of a recording.' });
  }
  const duration = header.fields.find((field) => field.kind === 'duration');
  return {
    call: {
      title: title.text,
      series: seriesTitle(title.text),
      number: callNumber(title.text),
      date: when?.date ?? null,
      start,
      durationMinutes: duration === undefined ? null : parseDuration(duration.value),
      recording,
    },
    doubts: [...doubts, ...dateDoubts(when, title.line)],
  };
}

type Title = { text: string; line: number };
type When = { date: string; ambiguous: boolean; text: string; line: number };

function findTitle(header: Header, lines: readonly SourceLine[], fileName: string | null): Title {
  if (header.title !== null) return { text: plain(header.title.text), line: header.title.line };
  const named = header.prose.find(
    ({ text }) => NUMBERED.test(text) || (text.length <= 120 && parseDate(text) !== null),
  );
  const titled = lines.slice(0, 30).find((line) => /^title:\s+\S/iu.test(line.raw));
  if (titled !== undefined) {
    return {
      text: titled.raw
        .replace(/^title:\s+/iu, '')
        .replace(/^["']|["']$/gu, '')
        .trim(),
      line: titled.number,
    };
  }
  const first = lines.find((line) => !line.blank);
  const chosen = named ?? header.prose[0];
  if (chosen !== undefined && chosen.text.length <= 200)
    return { text: plain(chosen.text), line: chosen.line };
  const stem = (fileName ?? '').replace(/^.*[\\/]/u, '').replace(/\.[a-z]{1,8}$/iu, '');
  if (stem !== '') return { text: stem, line: first?.number ?? 1 };
  return { text: plain(first?.raw.trim() ?? '').slice(0, 200), line: first?.number ?? 1 };
}

function plain(text: string): string {
  return text
    .slice(0, 300)
    .replace(/\[([^[\]]*)\]\([^()\s]*\)/gu, '$1')
    .replace(/(?:\*\*|__|`)/gu, '')
    .replace(/\\([-_.()[\]#|>*])/gu, '$1')
    .trim();
}

function callNumber(title: string): number | null {
  const found = NUMBERED.exec(title);
  return found === null ? null : Number(found[1]);
}

/** The title without number and date, as a name for the series. */
function seriesTitle(title: string): string {
  const bare = title
    .replace(/\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2,4}/gu, ' ')
    .replace(
      /(?:\d{1,2}(?:st|nd|rd|th)?\s+)?\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?\d{4}/giu,
      ' ',
    )
    .replace(/#\s?\d{1,4}\b|(?<=\b(?:meeting|call|session|episode)\s)\d{1,4}\b/giu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s\-–—|:,]+|[\s\-–—|:,]+$/gu, '');
  return bare === '' ? title : bare;
}

function findDate(header: Header, title: Title): When | null {
  const places = [
    ...header.fields
      .filter((field) => field.kind === 'date')
      .map((field) => ({ text: field.value, line: field.line })),
    title,
    ...header.prose,
  ];
  for (const { text, line } of places) {
    const found = parseDate(text);
    if (found !== null) return { ...found, text, line };
  }
  return null;
}

function findStart(when: When | null, doubts: Doubt[]): string | null {
  if (when === null) return null;
  const time = parseTime(behindDate(when.text));
  if (time === null) return null;
  if (time.offset === null) {
    doubts.push({ line: when.line, kind: 'zone_assumed', text: 'The time has no zone and was read as UTC.' });
  }
  const midnight = Date.parse(`${when.date}T00:00:00Z`);
  const instant = new Date(midnight + (time.minutes - (time.offset ?? 0)) * 60_000);
  return `${instant.toISOString().slice(0, 19)}Z`;
}

/** The text without its date, whose digits would be read as a time. */
function behindDate(text: string): string {
  return text
    .replace(/\d{4}[-./]\d{1,2}[-./]\d{1,2}T?/u, ' ')
    .replace(/\d{1,2}\/\d{1,2}\/\d{2,4}/u, ' ')
    .replace(/\b\d{4}\b/u, ' ');
}

function dateDoubts(when: When | null, line: number): Doubt[] {
  if (when === null) return [{ line, kind: 'no_date', text: 'No date was found.' }];
  const doubts: Doubt[] = [];
  if (when.ambiguous) {
    doubts.push({
      line: when.line,
      kind: 'ambiguous_date',
      text: `Read as ${when.date}; day and month may be the other way round.`,
    });
  }
  const weekday = wrongWeekday(when.text, when.date);
  if (weekday !== null) {
    doubts.push({ line: when.line, kind: 'weekday', text: `${when.date} is not a ${weekday}.` });
  }
  return doubts;
}
