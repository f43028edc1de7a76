import { correctEarlier } from '#components/editor/commands/correct.ts';
import { enter, enterSameSpeaker } from '#components/editor/commands/enter.ts';
import {
  backspaceAtStart,
  deleteAtEnd,
  indentLines,
  shiftTabInLine,
  tabInLine,
} from '#components/editor/commands/line-edges.ts';
import { moveLines } from '#components/editor/commands/move-blocks.ts';
import { inlineToText } from '#components/editor/commands/stamps.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

/** The keys that make, join and move lines. */
export function lineRows({ context }: KeyTableOptions): KeyBinding[] {
  return [
    { id: 'line.correct', where: 'correction', group: 'Lines', label: 'Apply s/old/new/ to the latest match above', keys: ['Enter'], run: correctEarlier(context) },
    { id: 'line.new', stands: true, group: 'Lines', label: 'New line', keys: ['Enter'], run: enter },
    { id: 'line.sameSpeaker', group: 'Lines', label: 'New line, same speaker', keys: ['Shift-Enter'], run: enterSameSpeaker },
    { id: 'inline.asText', where: 'mark', stands: true, group: 'Lines', label: 'Make a gap or time text again', keys: ['Backspace'], run: inlineToText },
    { id: 'line.backspace', where: 'start', stands: true, group: 'Lines', label: 'Take off indent, tag or heading', keys: ['Backspace'], run: backspaceAtStart },
    { id: 'line.delete', where: 'end', stands: true, group: 'Lines', label: 'Keep the next speaker as text', keys: ['Delete'], run: deleteAtEnd },
    { id: 'line.tab', where: 'line', group: 'Lines', label: 'Indent the line', keys: ['Tab'], run: tabInLine },
    { id: 'line.shiftTab', where: 'line', group: 'Lines', label: 'Outdent the line', keys: ['Shift-Tab'], run: shiftTabInLine },
    { id: 'line.indent', group: 'Lines', label: 'Indent the line', keys: ['Mod-]'], run: indentLines(1) },
    { id: 'line.outdent', group: 'Lines', label: 'Outdent the line', keys: ['Mod-['], run: indentLines(-1) },
    { id: 'line.moveUp', where: 'line', group: 'Lines', label: 'Move the line up', keys: ['Alt-ArrowUp'], run: moveLines(-1, context) },
    { id: 'line.moveDown', where: 'line', group: 'Lines', label: 'Move the line down', keys: ['Alt-ArrowDown'], run: moveLines(1, context) },
  ]; // prettier-ignore
}
