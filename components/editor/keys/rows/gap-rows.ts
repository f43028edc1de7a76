import { insertGap, insertMissedLine } from '#components/editor/commands/gaps.ts';
import { nextGap } from '#components/editor/commands/next-gap.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

/** The keys for what was missed. */
export function gapRows({ context }: KeyTableOptions): KeyBinding[] {
  return [
    { id: 'gap.insert', group: 'Lines', label: 'Gap: something was missed', chord: 'g', run: insertGap(context) },
    { id: 'gap.line', group: 'Lines', label: 'A whole line was missed', chord: 'm', run: insertMissedLine(context) },
    { id: 'gap.next', group: 'Lines', label: 'Go to the next gap', chord: 'e', run: nextGap(context) },
  ]; // prettier-ignore
}
