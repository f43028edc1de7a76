import type {
  CarryOverInput,
  FinishedCall,
  FinishedItem,
  FinishedLine,
  OpenPlaceholder,
  RegisterAction,
} from '#lib/carry-over/carry-over-input.ts';
import type { StartBlock } from '#lib/carry-over/start-block.ts';
import { inlineText } from '#lib/notes/note-json.ts';
import { notes } from '#tests/support/notes-factory.ts';

/** An item of a call that is over; its title is its id too. */
export function finishedItem(title: string, changes: Partial<FinishedItem> = {}): FinishedItem {
  return {
    id: `id of ${title}`,
    level: 1,
    title,
    content: title === '' ? [] : [{ type: 'text', text: title }],
    minutes: null,
    purpose: null,
    proposer: null,
    state: 'open',
    templateItemId: null,
    carried: null,
    ...changes,
  };
}

/** A line written under an item during the call. */
export function lineUnder(item: FinishedItem, changes: Partial<FinishedLine> = {}): FinishedLine {
  return { itemId: item.id, text: 'We talked about it.', at: null, reference: false, ...changes };
}

/** Call 30, held and over. */
export function finishedCall(items: FinishedItem[], changes: Partial<FinishedCall> = {}): FinishedCall {
  return {
    id: 'call-30',
    number: 30,
    held: true,
    startedAt: '2026-03-02T13:00:00.000Z',
    items,
    lines: [],
    ...changes,
  };
}

/** An open action of call 30. */
export function registerAction(text: string, changes: Partial<RegisterAction> = {}): RegisterAction {
  return {
    callId: 'call-30',
    callNumber: 30,
    lineId: `id of ${text}`,
    position: 0,
    ownerId: null,
    ownerName: 'Odile',
    due: null,
    done: false,
    text,
    content: [{ type: 'text', text }],
    ...changes,
  };
}

/** Minutes of call 30 that are still to be written. */
export function openPlaceholder(title: string, changes: Partial<OpenPlaceholder> = {}): OpenPlaceholder {
  return {
    callId: 'call-30',
    callNumber: 30,
    lineId: `line under ${title}`,
    position: 0,
    text: 'Minutes to follow',
    item: { key: '2a', title },
    ...changes,
  };
}

/** What a call is begun from when nothing else is said: no call before it, no template. */
export function carryOverInput(changes: Partial<CarryOverInput> = {}): CarryOverInput {
  return { last: null, heldCalls: [29, 30], actions: [], placeholders: [], template: notes(), ...changes };
}

/** Blocks as one would tell them: `# item`, `## sub-item`, `text`, `[ ] action`, `… placeholder`. */
export function told(blocks: readonly StartBlock[]): string[] {
  return blocks.map((block) => {
    switch (block.kind) {
      case 'item':
        return `${'#'.repeat(block.attrs.level)} ${inlineText(block.content)}`;
      case 'text':
        return inlineText(block.block.content);
      case 'action':
        return `[ ] ${block.text}`;
      case 'placeholder':
        return `… ${block.item?.title ?? ''}`;
    }
  });
}
