import type { InlineJson, NotesJson } from '#lib/notes/note-json.ts';
import type { ActionRow, AgendaItemRow, LineRow } from '#lib/notes/projection.ts';

/** The block that something stands for, in the call in which it was written first. */
export type Birth = { callId: string; callNumber: number; blockId: string };

/** That an agenda item was on an earlier agenda and is not done with. */
export type CarriedMark = {
  /** Number of the call on whose agenda it was first. */
  since: number;
  /** How often it was carried to a next call. */
  times: number;
  /** Title of the item it stood under until that one was done with; null when it stands where it stood. */
  under: string | null;
};

export type FinishedItem = Pick<
  AgendaItemRow,
  'id' | 'level' | 'title' | 'content' | 'minutes' | 'purpose' | 'proposer' | 'state'
> & {
  /** Id of the template's item that it was made from; null when somebody added it. */
  templateItemId: string | null;
  /** The mark it had on this call's agenda. */
  carried: CarriedMark | null;
};

export type FinishedLine = Pick<LineRow, 'itemId' | 'text' | 'at'> & {
  /** Whether it stands for a line of an earlier call. */
  reference: boolean;
};

/** The latest call before the new one. */
export type FinishedCall = {
  id: string;
  number: number;
  /** False when it was cancelled: then nothing of it is done with. */
  held: boolean;
  /** The instant (ISO) it started at; null when that is not known. */
  startedAt: string | null;
  items: readonly FinishedItem[];
  lines: readonly FinishedLine[];
};

/** An action where it was born; lines that stand for it in later calls are not listed. */
export type RegisterAction = ActionRow & {
  callId: string;
  callNumber: number;
  /** Position of its line in its call. */
  position: number;
  content: readonly InlineJson[];
};

/** A line such as `Minutes to follow` where it was born, as long as nothing else is written there. */
export type OpenPlaceholder = {
  callId: string;
  callNumber: number;
  lineId: string;
  position: number;
  text: string;
  /** Number and title of the agenda item it stands under; null above the first. */
  item: { key: string; title: string } | null;
};

export type CarryOverInput = {
  /** Null for the first call of a series. */
  last: FinishedCall | null;
  /** Numbers of all calls of the series that were held before the new one. */
  heldCalls: readonly number[];
  /** All actions of the series; those that are done stay away. */
  actions: readonly RegisterAction[];
  placeholders: readonly OpenPlaceholder[];
  /** What the owners of the series want every call to begin with. */
  template: NotesJson;
};
