import { expect, test } from 'vitest';
import { carryOver } from '#lib/carry-over/carry-over.ts';
import { missingBlocks } from '#lib/carry-over/missing-blocks.ts';
import { startNotes } from '#lib/carry-over/start-notes.ts';
import { inlineText, type BlockJson, type NotesJson } from '#lib/notes/note-json.ts';
import {
  carryOverInput,
  finishedCall,
  finishedItem,
  openPlaceholder,
  registerAction,
} from '#tests/support/carry-over-factory.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';

function counter(prefix: string): () => string {
  let count = 0;
  return () => `${prefix}-${String((count += 1))}`;
}

/** The notes after everything that was missing was put in. */
function completed(begun: NotesJson, input: Parameters<typeof carryOver>[0]): string[] {
  const content: BlockJson[] = [...begun.content];
  for (const { index, blocks } of missingBlocks(begun, carryOver(input), counter('added'))) {
    content.splice(index, 0, ...blocks);
  }
  return content.map((block) =>
    block.type === 'agendaItem'
      ? `${'#'.repeat(block.attrs.level)} ${inlineText(block.content)}`
      : inlineText(block.content),
  );
}

const template = notes(
  item({ id: 't1' }, 'Welcome'),
  item({ id: 't2' }, 'Review previous actions'),
  line({ id: 't3' }, 'Who did what?'),
  item({ id: 't4' }, 'Any other business'),
);
const ropes = finishedItem('Ropes', { state: 'noTime' });
const flags = finishedItem('Flags', { level: 2, state: 'carried' });
const input = carryOverInput({
  template,
  last: finishedCall([ropes]),
  actions: [registerAction('Ask Bram')],
});
const begun = startNotes(carryOver(input), counter('begun'));

test('a call that has everything lacks nothing, whatever its people changed', () => {
  expect(missingBlocks(begun, carryOver(input), counter('added'))).toEqual([]);
  const changed = begun.content
    .toReversed()
    .map((block): BlockJson =>
      block.type === 'line'
        ? { ...block, attrs: { ...block.attrs, tag: null }, content: [{ type: 'text', text: 'other' }] }
        : block,
    );
  expect(missingBlocks(notes(...changed), carryOver(input), counter('added'))).toEqual([]);
});

test('what was left open since comes to its place, once, and the rest stays where it is', () => {
  const more = carryOverInput({
    template,
    last: finishedCall([ropes, flags, finishedItem('Sails', { state: 'noTime' })]),
    actions: [registerAction('Ask Bram'), registerAction('Paint the boat')],
    placeholders: [openPlaceholder('Servers')],
  });
  expect(completed(begun, more)).toEqual([
    '# Welcome',
    '# Review previous actions',
    'Who did what?',
    'Ask Bram',
    'Paint the boat',
    '#30, 2a Servers: Minutes to follow',
    '# Ropes',
    '## Flags',
    '# Sails',
    '# Any other business',
    '',
  ]);
});

test('what the people of the call took out of the template does not come back', () => {
  const without = notes(...begun.content.filter(({ attrs }) => attrs.id !== 'begun-1'));
  expect(missingBlocks(without, carryOver(input), counter('added'))).toEqual([]);
});

test('references get a heading where there is none', () => {
  const own = notes(line({ id: 'a' }, 'Hello'), item({ id: 'b' }, 'Ropes and more'), line({ id: 'c' }));
  expect(completed(own, input)).toEqual([
    'Hello',
    '# Review previous actions',
    'Ask Bram',
    '# Ropes',
    '# Ropes and more',
    '',
  ]);
});
