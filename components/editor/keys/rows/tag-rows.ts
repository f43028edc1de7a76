import { tagLines } from '#components/editor/commands/tag-lines.ts';
import { undoTag } from '#components/editor/commands/undo-tag.ts';
import { openActionDetails } from '#components/editor/commands/action-details.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

/** The keys that tag lines. */
export function tagRows({ context }: KeyTableOptions): KeyBinding[] {
  return [
    { id: 'tag.action', group: 'Tags', label: 'Action', keys: ['Mod-Shift-9'], chord: 'a', run: tagLines('action') },
    { id: 'tag.decision', group: 'Tags', label: 'Decision', chord: 'd', run: tagLines('decision') },
    { id: 'tag.question', group: 'Tags', label: 'Question', chord: 'q', run: tagLines('question') },
    { id: 'tag.details', group: 'Tags', label: 'Owner and due date', chord: 'o', run: openActionDetails(context) },
    { id: 'tag.undo', group: 'Tags', label: 'Undo the last tag', chord: 'u', run: undoTag(context) },
  ]; // prettier-ignore
}
