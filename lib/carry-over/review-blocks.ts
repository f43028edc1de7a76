import type { CarryOverInput } from './carry-over-input.ts';
import { plainInline } from './plain-inline.ts';
import { originOf, type StartAction, type StartPlaceholder } from './start-block.ts';

/** The open actions of a series and after them its placeholders, each oldest first and once. */
export function reviewBlocks({
  actions,
  placeholders,
  heldCalls,
}: Pick<CarryOverInput, 'actions' | 'placeholders' | 'heldCalls'>): (StartAction | StartPlaceholder)[] {
  const ageOf = (callNumber: number) => 1 + heldCalls.filter((number) => number > callNumber).length;
  const blocks = [
    ...actions
      .filter(({ done }) => !done)
      .toSorted(byAge)
      .map((action): StartAction => {
        const { callId, callNumber, lineId, ownerId, ownerName, due, text, content } = action;
        return {
          kind: 'action',
          birth: { callId, callNumber, blockId: lineId },
          age: ageOf(callNumber),
          ownerId,
          ownerName,
          due,
          text,
          content: plainInline(content),
        };
      }),
    ...placeholders.toSorted(byAge).map((placeholder): StartPlaceholder => {
      const { callId, callNumber, lineId, text, item } = placeholder;
      return {
        kind: 'placeholder',
        birth: { callId, callNumber, blockId: lineId },
        age: ageOf(callNumber),
        text,
        item,
      };
    }),
  ];
  return [...new Map(blocks.map((block) => [originOf(block), block])).values()];
}

type Placed = { callNumber: number; position: number; callId: string; lineId: string };

function byAge(one: Placed, other: Placed): number {
  return (
    one.callNumber - other.callNumber ||
    one.position - other.position ||
    compare(one.callId, other.callId) ||
    compare(one.lineId, other.lineId)
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
