// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TextSelection } from '@tiptap/pm/state';
import type { BlockJson } from '#lib/notes/note-json.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;
let otto: TypingEditor;

function open(...blocks: BlockJson[]): void {
  me = new TypingEditor(notes(...blocks));
  otto = me.peer('Otto');
}

const lines = (...texts: string[]): BlockJson[] => texts.map((text) => line({ id: text }, text));
const ids = ({ blocks }: TypingEditor): unknown[] => blocks.map((block) => block.attrs.id);

/** Selects from one block to another. */
function select(editor: TypingEditor, from: number, to: number): void {
  const start = editor.caret(from, 1).editor.state.selection.from;
  const end = editor.caret(to, 1).editor.state.selection.from;
  const { state, view } = editor.editor;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, start, end)));
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  me.destroy();
  otto.destroy();
  vi.useRealTimers();
});

describe('Alt+↑ and Alt+↓', () => {
  it('move the line at the caret, and the caret stays in it', () => {
    open(...lines('one', 'two', 'three'));
    me.caret(0, 2).press('Alt-ArrowDown').type('x');
    expect(me.rows).toEqual(['two', 'onxe', 'three']);
    me.press('Alt-ArrowDown').type('y').press('Alt-ArrowUp', 'Alt-ArrowUp').type('z');
    expect(me.rows).toEqual(['onxyze', 'two', 'three']);
    expect(ids(me)).toEqual(['one', 'two', 'three']);
    expect(otto.rows).toEqual(me.rows);
  });

  it('move all lines that are selected, and stop at the ends', () => {
    open(...lines('one', 'two', 'three', 'four'));
    select(me, 1, 2);
    me.press('Alt-ArrowDown');
    expect(me.rows).toEqual(['one', 'four', 'two', 'three']);
    me.press('Alt-ArrowDown');
    expect(me.rows).toEqual(['one', 'four', 'two', 'three']);
    me.press('Alt-ArrowUp', 'Alt-ArrowUp', 'Alt-ArrowUp');
    expect(me.rows).toEqual(['two', 'three', 'one', 'four']);
    const { from, to } = me.editor.state.selection;
    expect(me.editor.state.doc.textBetween(from, to, '|')).toBe('wo|t');
  });

  it('are one undo step each, which the typing around them is no part of', () => {
    open(...lines('one', 'two'));
    me.caret(0).type('a').press('Alt-ArrowDown').type('b');
    expect(me.rows).toEqual(['two', 'oneab']);
    me.press('Mod-z');
    expect(me.rows).toEqual(['two', 'onea']);
    me.press('Mod-z');
    expect(me.rows).toEqual(['onea', 'two']);
    me.press('Mod-Shift-z');
    expect(me.rows).toEqual(['two', 'onea']);
  });

  it('keep all that a line has', () => {
    open(
      line(
        {
          id: 'a',
          speaker: 'p_1',
          speakerName: 'Milo',
          tag: 'action',
          at: '2026-03-10T14:00:00.000Z',
          indent: 1,
        },
        'one',
      ),
      ...lines('two'),
    );
    const before = me.blocks[0];
    me.caret(0).press('Alt-ArrowDown');
    expect(me.blocks[1]).toEqual(before);
  });

  it('move a line into the section above or below', () => {
    open(...lines('one'), item({ id: 'i' }, 'Build'), ...lines('two'));
    me.caret(0).press('Alt-ArrowDown');
    expect(me.rows).toEqual(['# Build', 'one', 'two']);
    me.press('Alt-ArrowUp');
    expect(me.rows).toEqual(['one', '# Build', 'two']);
  });
});

describe('an agenda item', () => {
  const agenda = (): BlockJson[] => [
    ...lines('before'),
    item({ id: 'a' }, 'A'),
    ...lines('a1'),
    item({ id: 'aa', level: 2 }, 'AA'),
    ...lines('aa1'),
    item({ id: 'b' }, 'B'),
    ...lines('b1'),
    item({ id: 'bb', level: 2 }, 'BB'),
    item({ id: 'bc', level: 2 }, 'BC'),
    ...lines('bc1'),
  ];
  const rows = (row: string): string[] => row.split(' · ');

  it('moves with its lines and sub-items past the whole next one', () => {
    open(...agenda());
    me.caret(1).press('Alt-ArrowDown').type('!');
    expect(me.rows).toEqual(rows('before · # B · b1 · ## BB · ## BC · bc1 · # A! · a1 · ## AA · aa1'));
    me.press('Alt-ArrowDown', 'Alt-ArrowUp');
    expect(me.rows).toEqual(rows('before · # A! · a1 · ## AA · aa1 · # B · b1 · ## BB · ## BC · bc1'));
    me.press('Alt-ArrowUp');
    expect(me.rows[1]).toBe('# A!');
    expect(new Set(ids(me)).size).toBe(10);
  });

  it('of level 2 moves with its lines past its neighbour, and into the next item or the one before', () => {
    open(...agenda());
    me.caret(9 - 1).press('Alt-ArrowUp');
    expect(me.rows.slice(5)).toEqual(rows('# B · b1 · ## BC · bc1 · ## BB'));
    me.press('Alt-ArrowUp');
    expect(me.rows.slice(3)).toEqual(rows('## AA · aa1 · ## BC · bc1 · # B · b1 · ## BB'));
    me.press('Alt-ArrowDown', 'Alt-ArrowDown', 'Alt-ArrowDown');
    expect(me.rows.slice(5)).toEqual(rows('# B · b1 · ## BB · ## BC · bc1'));
    // There is no item above for the first sub-item of the first one.
    me.caret(3).press('Alt-ArrowUp');
    expect(me.rows[3]).toBe('## AA');
  });

  it('undoes as one step', () => {
    open(...agenda());
    const before = me.rows;
    me.caret(5).press('Alt-ArrowUp', 'Mod-z');
    expect(me.rows).toEqual(before);
    expect(otto.rows).toEqual(before);
  });
});

describe('moving beside somebody who types', () => {
  /** Two people do something before either has heard of the other. */
  function atOnce(mine: () => void, his: () => void): void {
    const link = { me: me.hold(), otto: otto.hold() };
    mine();
    his();
    link.me();
    link.otto();
  }

  it.each([
    ['Alt-ArrowDown', 0, ['two', 'one!?', 'three']],
    ['Alt-ArrowUp', 1, ['two', 'one!?', 'three']],
  ])('%s keeps what they type on line one at that moment', (press, mine, rows) => {
    open(...lines('one', 'two', 'three'));
    otto.caret(0).type('!');
    atOnce(
      () => me.caret(mine).press(press),
      () => otto.type('?'),
    );
    expect(me.rows).toEqual(rows);
    expect(otto.rows).toEqual(rows);
    expect(new Set(ids(me)).size).toBe(3);
    otto.type('.');
    expect(me.rows[1]).toBe('one!?.');
  });

  it('keeps what they type in a section, and moves the other one around it', () => {
    open(item({ id: 'a' }, 'A'), ...lines('a1', 'a2', 'a3'), item({ id: 'b' }, 'B'), ...lines('b1'));
    otto.caret(5).type('!');
    atOnce(
      () => me.caret(0).press('Alt-ArrowDown'),
      () => otto.type('?'),
    );
    expect(me.rows).toEqual(['# B', 'b1!?', '# A', 'a1', 'a2', 'a3']);
    expect(otto.rows).toEqual(me.rows);
  });

  it('moves nothing where somebody types on both sides, and says so', () => {
    open(...lines('one', 'two', 'three'));
    const odile = me.peer('Odile');
    otto.caret(0).type('!');
    odile.caret(1).type('!');
    me.caret(0, 0).press('Alt-ArrowDown');
    expect(me.rows).toEqual(['one!', 'two!', 'three']);
    expect(me.announced).toContain('Otto is writing on this line. It stays where it is.');
    odile.destroy();
  });

  it('takes nothing of theirs back with undo', () => {
    open(...lines('one', 'two'));
    me.caret(0).press('Alt-ArrowDown');
    otto.caret(1).type(' theirs');
    me.press('Mod-z', 'Mod-z');
    expect(me.rows.join('|')).toContain(' theirs');
    expect(otto.rows).toEqual(me.rows);
  });
});
