// @vitest-environment happy-dom
import * as fc from '#tests/support/fast-check.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { moveSectionTo, orderItemsByVotes } from '#components/editor/commands/move-sections.ts';
import type { BlockJson } from '#lib/notes/note-json.ts';
import { settleDoubles } from '#lib/notes/settle-doubles.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;
let otto: TypingEditor;

const agenda: BlockJson[] = [
  item({ id: 'A' }, 'Welcome'),
  line({ id: 'a1' }, 'Hello'),
  item({ id: 'B' }, 'Fleet'),
  line({ id: 'b1' }, 'Twelve boats'),
  item({ id: 'b2', level: 2 }, 'Paint'),
  item({ id: 'C' }, 'Ropes'),
  item({ id: 'D' }, 'Dock'),
  line({ id: 'd1' }, 'Closed'),
  line({ id: 'd2' }, 'Until May'),
];

function open(blocks: BlockJson[] = agenda): void {
  me = new TypingEditor(notes(...blocks));
  otto = me.peer('Otto');
}

const ids = ({ blocks }: TypingEditor): string[] => blocks.map((block) => String(block.attrs.id));

function move(editor: TypingEditor, id: string, before: string | null): void {
  const { state, view } = editor.editor;
  moveSectionTo(id, before, editor.context)(state, view.dispatch, view);
}

let doubles = 0;

/** As the session does: what comes from elsewhere, or back from undo, may have made a block twice. */
function settle(...editors: TypingEditor[]): void {
  for (const editor of editors) settleDoubles(editor.doc, () => `double-${String((doubles += 1))}`);
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  me.destroy();
  otto.destroy();
  vi.useRealTimers();
});

describe('an agenda item that is dragged', () => {
  it('takes its section along over any distance, and its new place is said', () => {
    open();
    move(me, 'B', null);
    expect(ids(me)).toEqual(['A', 'a1', 'C', 'D', 'd1', 'd2', 'B', 'b1', 'b2']);
    expect(ids(otto)).toEqual(ids(me));
    expect(me.announced.at(-1)).toBe('Item 2, Fleet, moved to 4 of 4');
    move(me, 'B', 'A');
    expect(me.announced.at(-1)).toBe('Item 4, Fleet, moved to 1 of 4');
    move(me, 'b2', 'D');
    expect(ids(me)).toEqual(['B', 'b1', 'A', 'a1', 'C', 'b2', 'D', 'd1', 'd2']);
    expect(me.announced.at(-1)).toBe('Item 1a, Paint, moved to 3a');
  });

  it('stays where it stands already, and no sub-item comes before the first item', () => {
    open();
    for (const [id, before] of [['B', 'B'], ['B', 'C'], ['D', null], ['b2', 'A'], ['gone', 'A'], ['B', 'gone']] as const)
      move(me, id, before); // prettier-ignore
    expect(ids(me)).toEqual(ids(otto));
    expect(ids(me)).toEqual(agenda.map(({ attrs }) => attrs.id));
  });

  it('comes back in one undo, and the caret of somebody else stays in its words', () => {
    open();
    otto.caret(3, 6);
    move(me, 'C', 'A');
    otto.type('!');
    expect(otto.rows).toContain('Twelve! boats');
    me.press('Mod-z');
    expect(ids(me)).toEqual(agenda.map(({ attrs }) => attrs.id));
    expect(me.rows).toContain('Twelve! boats');
  });
});

describe('ordering by votes', () => {
  it('puts the most wanted first in one undo step, standing and closing items in their places', () => {
    open([
      item({ id: 'W', templateItem: 't' }, 'Welcome'),
      item({ id: 'A' }, 'Fleet'),
      line({ id: 'a1' }, 'Twelve boats'),
      item({ id: 'B' }, 'Ropes'),
      item({ id: 'C' }, 'Dock'),
      item({ id: 'Z' }, 'AOB'),
    ]);
    const people = ['u1', 'u2'].map((userId) => ({ userId, name: userId }));
    me.votes.set([{ item: 'C', people }, { item: 'B', people: people.slice(0, 1) }], true); // prettier-ignore
    const { state, view } = me.editor;
    orderItemsByVotes(me.context)(state, view.dispatch, view);
    expect(ids(otto)).toEqual(['W', 'C', 'B', 'A', 'a1', 'Z']);
    expect(me.announced.at(-1)).toBe('The items are ordered by votes.');
    me.press('Mod-z');
    expect(ids(otto)).toEqual(['W', 'A', 'a1', 'B', 'C', 'Z']);
  });
});

describe('a vote', () => {
  it('is asked of the server, said, and shown on the item with its people', () => {
    open();
    me.votes.set([], true);
    me.votes.toggle('B', 'Fleet');
    expect(me.voted).toEqual([{ kind: 'vote', item: 'B', wanted: true }]);
    expect(me.announced.at(-1)).toBe('You want Fleet.');
    me.votes.set([{ item: 'B', people: [{ userId: 'u1', name: 'Milo' }] }], true);
    const button = me.editor.view.dom.querySelector('[data-id="B"] .cn-vote');
    expect(button?.textContent).toBe('1 wants this');
    expect(button).toMatchObject({ ariaPressed: 'true', title: 'Milo wants to talk about this' });
    me.votes.toggle('B', 'Fleet');
    expect(me.voted.at(-1)).toMatchObject({ wanted: false });
  });
});

const step = fc.record({
  who: fc.boolean(),
  id: fc.constantFrom('A', 'B', 'C', 'D', 'b2'),
  before: fc.constantFrom('A', 'B', 'C', 'D', 'b2', null),
  how: fc.constantFrom('drag', 'up', 'down', 'undo'),
});

it('loses and doubles nothing, whatever two people move at the same moment and take back', () => {
  open();
  const wanted = ids(me).toSorted();
  fc.assert(
    fc.property(fc.array(fc.array(step, { minLength: 2, maxLength: 6 }), { maxLength: 3 }), (rounds) => {
      me.destroy();
      otto.destroy();
      open();
      for (const round of rounds) {
        const releases = [me.hold(), otto.hold()];
        for (const { who, id, before, how } of round) {
          const editor = who ? me : otto;
          const at = ids(editor).indexOf(id);
          if (how === 'drag') move(editor, id, before);
          else if (how === 'undo') editor.press('Mod-z');
          else if (at >= 0) editor.caret(at).press(how === 'up' ? 'Alt-ArrowUp' : 'Alt-ArrowDown');
          settle(editor);
          vi.advanceTimersByTime(1000);
        }
        for (const release of releases) release();
        settle(me, otto);
        expect(ids(me)).toEqual(ids(otto));
        expect(ids(me).toSorted()).toEqual(wanted);
        for (const editor of [me, otto]) {
          const shown: unknown[] = [];
          editor.editor.state.doc.forEach((node) => shown.push(node.attrs['id']));
          expect(shown).toEqual(ids(editor));
        }
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
