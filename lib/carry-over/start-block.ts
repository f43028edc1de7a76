import type { BlockJson, InlineJson } from '#lib/notes/note-json.ts';
import type { ActionRow } from '#lib/notes/projection.ts';
import type { AgendaItemAttrs } from '#lib/notes/schema/agenda-item.ts';
import type { Birth, CarriedMark } from './carry-over-input.ts';

/** One block of what a call begins with. */
export type StartBlock = StartItem | StartText | StartAction | StartPlaceholder;

export type StartItem = {
  kind: 'item';
  attrs: Pick<AgendaItemAttrs, 'level' | 'minutes' | 'purpose' | 'proposer'>;
  content: InlineJson[];
  /** Id of the template's item; null when it comes from an earlier call. */
  templateItemId: string | null;
  carried: CarriedMark | null;
  /** The item of the last call that it goes on with; null when it begins anew. */
  from: Birth | null;
};

/** A prompt or other text of the template, as it stands there. */
export type StartText = {
  kind: 'text';
  templateBlockId: string | null;
  block: Exclude<BlockJson, { type: 'agendaItem' }>;
};

export type StartAction = Pick<ActionRow, 'ownerId' | 'ownerName' | 'due' | 'text'> & {
  kind: 'action';
  birth: Birth;
  /** How many calls ago it was noted: 1 when that was the last one. */
  age: number;
  content: InlineJson[];
};

export type StartPlaceholder = {
  kind: 'placeholder';
  birth: Birth;
  /** How many calls ago it was left: 1 when that was the last one. */
  age: number;
  text: string;
  item: { key: string; title: string } | null;
};

/**
 * What a block comes from, the same whenever the same is carried over again; null for what comes from nowhere else.
 * So a call that was published a second time can be told what its next call has already.
 */
export function originOf(block: StartBlock): string | null {
  switch (block.kind) {
    case 'item':
      if (block.templateItemId !== null) return `template ${block.templateItemId}`;
      return block.from === null ? null : `item ${block.from.callId} ${block.from.blockId}`;
    case 'text':
      return block.templateBlockId === null ? null : `template ${block.templateBlockId}`;
    case 'action':
    case 'placeholder':
      return `${block.kind} ${block.birth.callId} ${block.birth.blockId}`;
  }
}
