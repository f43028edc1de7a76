import { linesByNumber } from '#components/editor/commands/give-lines.ts';
import { openSpeaker } from '#components/editor/commands/open-speaker.ts';
import { swapLookAlikes } from '#components/editor/commands/swap-look-alikes.ts';
import { acceptSpeaker, speakerToText, takeSuggested } from '#components/editor/commands/take-speaker.ts';
import { closeSpeakerMenu, moveInSpeakerMenu } from '#components/editor/plugins/speaker-menu.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

/** The keys that name who speaks. */
export function speakerRows({ context }: KeyTableOptions): KeyBinding[] {
  const byNumber = linesByNumber(context);
  return [
    { id: 'speaker.accept', where: 'names', group: 'Speakers', label: 'Take the offered speaker', keys: ['Tab'], run: acceptSpeaker(context) },
    { id: 'speaker.suggested', where: 'suggestion', group: 'Speakers', label: 'Take the suggested speaker', keys: ['Tab'], run: takeSuggested(context) },
    { id: 'speaker.next', where: 'names', group: 'Speakers', label: 'Next name', keys: ['ArrowDown'], run: moveInSpeakerMenu(1) },
    { id: 'speaker.previous', where: 'names', group: 'Speakers', label: 'Previous name', keys: ['ArrowUp'], run: moveInSpeakerMenu(-1) },
    { id: 'speaker.close', where: 'names', stands: true, group: 'Speakers', label: 'Close the list of names', keys: ['Escape'], run: closeSpeakerMenu },
    { id: 'speaker.asText', where: 'speaker', stands: true, group: 'Speakers', label: 'Make the speaker text again', keys: ['Backspace'], run: speakerToText },
    { id: 'speaker.swap', group: 'Speakers', label: 'Swap look-alike names', chord: 's', run: swapLookAlikes(context) },
    { id: 'speaker.number', group: 'Speakers', label: 'Give the line to that person', numbers: byNumber, run: () => false },
    { id: 'speaker.rename', group: 'Speakers', label: 'Rename or merge this line’s speaker', chord: 'r', run: openSpeaker(context) },
  ]; // prettier-ignore
}
