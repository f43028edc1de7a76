import type { CarriedMark } from '#lib/carry-over/carry-over-input.ts';
import type { MarkJson } from '#lib/notes/note-json.ts';
import type { AgendaItemPurpose, AgendaItemState } from '#lib/notes/schema/agenda-item.ts';
import type { LineTag } from '#lib/notes/schema/line.ts';

/** Something the reader was not sure of, or left out, for a person to look at. */
export type Doubt = {
  /** Line of the source, from 1. */
  line: number;
  kind: DoubtKind;
  text: string;
};

export type DoubtKind =
  | 'ambiguous_date'
  | 'clock_kept_as_text'
  | 'empty_section'
  | 'group_speaker'
  | 'heading_by_order'
  | 'heading_is_speech'
  | 'left_out'
  | 'look_alike_names'
  | 'missing_colon'
  | 'no_date'
  | 'no_start'
  | 'number_shift'
  | 'number_used_twice'
  | 'one_time_speaker'
  | 'out_of_order'
  | 'over_length'
  | 'plain_text'
  | 'recording_empty'
  | 'several_calls'
  | 'spelling'
  | 'stamp_past_end'
  | 'stamp_zone'
  | 'two_speakers'
  | 'unlisted_section'
  | 'weekday'
  | 'zone_assumed';

export type ReadStamp = {
  type: 'stamp';
  text: string;
  gap: boolean;
  at: string | null;
  /** Seconds after the planned start; null when the start is unknown. */
  offsetSeconds: number | null;
};
export type ReadGap = { type: 'gap'; text: string; at: string | null };
export type ReadMention = { type: 'mention'; name: string };
export type ReadInline =
  | { type: 'text'; text: string; marks?: MarkJson[] }
  | { type: 'hardBreak' }
  | ReadMention
  | ReadStamp
  | ReadGap;

type FromLines = {
  /** Lines of the source that this block was read from, in order. */
  sourceLines: number[];
};

export type ReadItem = FromLines & {
  kind: 'item';
  level: 1 | 2;
  content: ReadInline[];
  minutes: number | null;
  timebox: string | null;
  purpose: AgendaItemPurpose | null;
  proposer: string | null;
  state: AgendaItemState;
  /** Position, among the items, of the one this was discussed under. */
  seeItem: number | null;
  writtenHeading: string | null;
  /** That it was carried over. */
  carried?: CarriedMark | null;
};

export type ReadLine = FromLines & {
  kind: 'line';
  speaker: string | null;
  content: ReadInline[];
  tag: LineTag | null;
  owner: string | null;
  due: string | null;
  done: boolean;
  indent: number;
  placeholder: boolean;
};

export type ReadCode = FromLines & { kind: 'code'; language: string | null; text: string };
export type ReadQuote = FromLines & { kind: 'quote'; content: ReadInline[] };
export type ReadBlock = ReadItem | ReadLine | ReadCode | ReadQuote;

export type NotesFormat = 'forum' | 'markdown';

export type ReadNotes = {
  format: NotesFormat;
  title: string;
  /** The title without the call's number and date. */
  series: string;
  number: number | null;
  /** `YYYY-MM-DD`. */
  date: string | null;
  /** ISO instant without fractions of a second. */
  start: string | null;
  durationMinutes: number | null;
  recording: string | null;
  attendees: string[];
  /** Hours that the clock times in the notes run ahead of UTC; null when there are none or it is unknown. */
  stampShiftHours: number | null;
  blocks: ReadBlock[];
  /** Text above the agenda, as written. */
  intro: string;
  /** Text below the notes, as written. */
  outro: string;
  doubts: Doubt[];
  /** Lines of the source that stand in a block, the intro or the outro. */
  placed: Set<number>;
};
