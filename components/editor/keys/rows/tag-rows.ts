import { tagLines } from '#components/editor/commands/tag-lines.ts';
import type { KeyBinding } from '#components/editor/keys/key-binding.ts';

/** The keys that tag lines. */
export function tagRows(): KeyBinding[] {
  return [
    { id: 'tag.action', group: 'Tags', label: 'Action', keys: ['Mod-Shift-9'], chord: 'a', run: tagLines('action') },
    { id: 'tag.decision', group: 'Tags', label: 'Decision', chord: 'd', run: tagLines('decision') },
    { id: 'tag.question', group: 'Tags', label: 'Question', chord: 'q', run: tagLines('question') },
    { id: 'tag.none', group: 'Tags', label: 'No tag', chord: 'u', run: tagLines(null) },
  ]; // prettier-ignore
}
