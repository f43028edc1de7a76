import type { NotesJson } from '#lib/notes/note-json.ts';

/** What an export is made of: the call's stored fields and its document. */
export type ExportCall = {
  seriesTitle: string;
  seriesSlug: string;
  number: number;
  title: string;
  /** ISO instant. */
  startsAt: string | null;
  /** IANA name of the zone the call is shown in. */
  zone: string;
  lengthMinutes: number;
  recordingUrl: string | null;
  /** Text above the agenda, as written. */
  intro: string;
  /** Text below the notes, as written. */
  outro: string;
  notes: NotesJson;
  /** Numbers of the calls in which what lines stand for was born, by their ids. */
  bornIn?: ReadonlyMap<string, number>;
};

export const exportFormats = ['md', 'forum', 'txt', 'json', 'html'] as const;
export type ExportFormat = (typeof exportFormats)[number];
