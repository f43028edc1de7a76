// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { addItem, turnIntoItem } from '#components/editor/commands/agenda-items.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

function open(proposer: string | null): TypingEditor {
  const me = new TypingEditor(notes(item({ id: 'a' }, 'Welcome'), line({ id: 'b' }, 'Fleet')));
  me.proposer = proposer;
  return me;
}

function run(me: TypingEditor, command: ReturnType<typeof addItem>): void {
  const { state, view } = me.editor;
  command(state, view.dispatch, view);
}

const proposers = (me: TypingEditor): unknown[] =>
  me.blocks.flatMap((block) => (block.type === 'agendaItem' ? [block.attrs.proposer ?? null] : []));

it('an item that somebody adds in the notes bears their name', () => {
  const me = open('Nadia (guest)');
  run(me, addItem(me.context));
  expect(proposers(me)).toEqual([null, 'Nadia (guest)']);
});

it('a line that somebody makes an item bears their name, and the level of another’s item changes without it', () => {
  const me = open('Otto');
  me.editor.commands.selectAll();
  run(me, turnIntoItem(2, me.context));
  expect(proposers(me)).toEqual([null, 'Otto']);
});

it('an item bears nobody’s name where none is to stand', () => {
  const me = open(null);
  run(me, addItem(me.context));
  expect(proposers(me)).toEqual([null, null]);
});
