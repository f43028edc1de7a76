import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { ActionDone } from '#lib/collab/call-state.ts';
import { peopleOnCall, type RosterPerson, type SpeakerPerson } from '#lib/speakers/roster.ts';
import type { EditorSettings } from '#lib/settings/editor-settings.ts';
import type { VoteSource } from '#components/editor/agenda/vote-source.ts';
import type { EditorPanel } from '#components/editor/panels/editor-panel.ts';
import { spokenLines } from './blocks.ts';
import type { CallSource } from './call-source.ts';

/** What the editor's keys and plugins need from around them; all of it can be stood in for in a test. */
export type NotesContext = {
  callId: string;
  seriesId: string;
  /** IANA zone of the call. */
  zone: string;
  startsAt: string | null;
  /** The day, `YYYY-MM-DD`, of a call without a time. */
  heldOn: string | null;
  /** How long the call is planned to be; null when nobody said. */
  lengthMinutes: number | null;
  /** When the next call of the series starts; null when nobody knows. */
  nextCallAt: string | null;
  roster(): readonly RosterPerson[];
  /** The call's state and its series' glossary, as they are now. */
  call: CallSource;
  /** Who wants which item. */
  votes: VoteSource;
  now(): Date;
  newId(): string;
  /** What this person has set, as it is now. */
  settings(): EditorSettings;
  /**
   * How this person stands beside an agenda item they add; null where items bear nobody's name: in a template, once the call
   * has begun, and for those who run it.
   */
  proposer(): string | null;
  openPanel(panel: EditorPanel): void;
  /** Says something to a screen reader, politely. */
  announce(text: string): void;
  /** Whether lines that others finish are read out to a screen reader. */
  readsOut(): boolean;
  /** Reads them out, or not, for as long as the page stands. */
  setReadsOut(on: boolean): void;
  /** Asks somebody to take over the notes, takes that back, or takes over from who asks: whatever stands. */
  cover(): void;
  /** Says that an action is done, or open again, wherever it stands; false when there is no connection to say it on. */
  tick(action: ActionDone): boolean;
};

/** Whether it is a template that is edited: nobody speaks in it, and nothing in it happens at a time. */
export function isTemplate(context: NotesContext): boolean {
  return context.call.get().template === true;
}

/** Everybody who may be named as a speaker in this document. */
export function peopleIn(doc: ProseMirrorNode, context: NotesContext): SpeakerPerson[] {
  return peopleOnCall(context.roster(), spokenLines(doc));
}
