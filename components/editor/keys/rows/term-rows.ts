import { addToGlossary } from '#components/editor/commands/add-term.ts';
import { takeTerm, termToText } from '#components/editor/commands/take-term.ts';
import type { KeyBinding, KeyTableOptions } from '#components/editor/keys/key-binding.ts';

/** The keys that write the terms of the glossary. */
export function termRows({ context }: KeyTableOptions): KeyBinding[] {
  return [
    { id: 'term.take', group: 'Text', label: 'Take the completed term', keys: ['Tab', 'ArrowRight'], run: takeTerm(context) },
    { id: 'term.asText', group: 'Text', label: 'Give back what was typed of a term', keys: ['Backspace'], run: termToText },
    { id: 'term.add', group: 'Text', label: 'Add to the glossary', run: addToGlossary(context) },
  ]; // prettier-ignore
}
