import type { ReactNode } from 'react';
import type { CallOrigins } from '#lib/carry-over/origins.ts';
import type { CallKind } from '#lib/policy/access.ts';
import type { GlossaryTerm } from '#lib/glossary/glossary-term.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import type { RosterPerson } from '#lib/speakers/roster.ts';

export type NotesEditorProps = {
  /** A call by default; a template has nothing of a call under way. */
  kind?: CallKind;
  callId: string;
  /** How the call is named to a screen reader, such as "Core call 33". */
  callLabel: string;
  lineage: string;
  /** IANA zone in which typed clock times are read. */
  zone: string;
  /** ISO instant; null when the call has no date. */
  startsAt: string | null;
  /** The day, `YYYY-MM-DD`, of a call without a time. */
  heldOn: string | null;
  /** When the next call of the series starts; null when none is planned. */
  nextCallAt: string | null;
  roster: RosterPerson[];
  /** Where blocks come from that were carried over; nothing comes from anywhere by default. */
  origins?: CallOrigins;
  seriesId: string;
  glossary: { terms: GlossaryTerm[]; mayAdd: boolean };
  me: { userId: string; name: string; color: string };
  /** What the person has set about writing notes; an open editor follows it. */
  settings: EditorSettings;
  /** Whether this person may change the roster of the series. */
  managesRoster: boolean;
  canWrite: boolean;
  /** Whether this person may put items forward and vote on them. */
  mayPropose?: boolean;
  /** How this person stands beside the items they add before the call; null when without their name. */
  proposesAs?: string | null;
  readOnlyReason: string | null;
  /** Length in minutes, against which the timeboxes are added up. */
  lengthMinutes?: number | null;
  /** The printed notes take the place of the editor as soon as nothing in it is unsaved. */
  finished?: boolean;
  /** Shown until the document is there, and when the editor fails: the notes as the server rendered them. */
  children?: ReactNode;
};

/** Event on the window when somebody started, ended, published or reopened the call, or takes its notes from now on. */
export const CALL_MOVED = 'callnotes:call-moved';

/** Id of the element next to the title into which the editor puts the save state. */
export const SAVE_STATE_SLOT = 'save-state';
