import type { AgendaItemPurpose, AgendaItemState } from './schema/agenda-item.ts';
import type { LineTag } from './schema/line.ts';
import type { InlineJson } from './note-json.ts';

/** Plain rows that a call's document stands for; every row is keyed by its node's id. */
export type AgendaItemRow = {
  id: string;
  position: number;
  level: 1 | 2;
  /** Computed number, such as `2` or `2a`. */
  key: string;
  title: string;
  content: InlineJson[];
  minutes: number | null;
  timebox: string | null;
  purpose: AgendaItemPurpose | null;
  proposer: string | null;
  state: AgendaItemState;
  seeItemId: string | null;
  writtenHeading: string | null;
  templateItemId: string | null;
  carriedSince: number | null;
  carriedTimes: number | null;
  carriedUnder: string | null;
  fromCallId: string | null;
  fromItemId: string | null;
};

export type LineKind = 'line' | 'placeholder' | 'code' | 'quote';

export type LineRow = {
  id: string;
  position: number;
  itemId: string | null;
  kind: LineKind;
  speakerId: string | null;
  speakerName: string | null;
  at: string | null;
  tag: LineTag | null;
  /** The line that this action or decision answers; it may be gone. */
  sourceId: string | null;
  /** The line of an earlier call that it stands for; both or none. */
  bornCallId: string | null;
  bornLineId: string | null;
  prompt: string | null;
  indent: number;
  text: string;
  content: InlineJson[];
};

export type GapRow = { id: string; lineId: string; position: number; at: string | null; text: string };
export type ActionRow = {
  lineId: string;
  ownerId: string | null;
  ownerName: string | null;
  due: string | null;
  done: boolean;
  text: string;
};
export type DecisionRow = { lineId: string; text: string };
/** A person the document names; joins the roster when not on it yet. */
export type NamedPerson = { id: string; name: string };

export type Projection = {
  items: AgendaItemRow[];
  lines: LineRow[];
  gaps: GapRow[];
  actions: ActionRow[];
  decisions: DecisionRow[];
  people: NamedPerson[];
};
