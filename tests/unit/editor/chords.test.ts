// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { leaderDigits } from '#components/editor/keys/leader-chord.ts';
import type { RosterPerson } from '#lib/speakers/roster.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { roster, TypingEditor } from '#tests/support/typing-editor.ts';

const LEADER = 'Ctrl-.';
let me: TypingEditor;

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  me.destroy();
  me = new TypingEditor(notes(...blocks));
  return me;
}

const milo = { speaker: 'p_1', speakerName: 'Milo' };
const otto = { speaker: 'p_4', speakerName: 'Otto' };
const caret = (): number => me.editor.state.selection.head;
const waiting = (): boolean => leaderDigits(me.editor.state) !== null;

/** Runs something with more people on the roster than digits. */
function withLongRoster(run: () => void): void {
  const more = Array.from({ length: 8 }, (_, index): RosterPerson => {
    const number = roster.length + index + 1;
    return { id: `p_${number}`, name: `Person ${number}`, initials: `P${number}`, aliases: [], number };
  });
  const { length } = roster;
  roster.push(...more);
  try {
    run();
  } finally {
    roster.length = length;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  me = new TypingEditor(
    notes(line({ id: 'a', ...milo }, 'is it done'), line({ id: 'b', ...otto }, 'nearly')),
  );
});
afterEach(() => {
  me.destroy();
  vi.useRealTimers();
});

describe('the leader', () => {
  it('waits for one key, and three seconds', () => {
    me.caret(1).press(LEADER);
    expect(waiting()).toBe(true);
    vi.advanceTimersByTime(2999);
    expect(waiting()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(waiting()).toBe(false);
    me.press('a');
    expect(me.rows[1]).toBe('Otto: nearly');
  });

  it('is ended by Escape without leaving the editor', () => {
    me.caret(1).press(LEADER, 'Escape');
    expect([waiting(), me.left]).toEqual([false, 0]);
    me.press('Escape');
    expect(me.left).toBe(1);
  });

  it('goes on waiting while somebody else writes', () => {
    const other = me.peer();
    me.caret(1).press(LEADER);
    other.caret(0).press('Enter').type('and more');
    expect(waiting()).toBe(true);
    me.press('d');
    expect(me.rows).toEqual(['Milo: is it done', 'and more', '(decision) Otto: nearly']);
    other.destroy();
  });

  it('is over when the caret goes elsewhere', () => {
    me.caret(1).press(LEADER).caret(0);
    expect(waiting()).toBe(false);
  });

  it('is the key that the person has set', () => {
    me.settings = { ...me.settings, leader: 'Alt-g', chords: { 'tag.action': 'j' } };
    me.caret(1).press(LEADER);
    expect(waiting()).toBe(false);
    me.press('Alt-g', 'a');
    expect(me.rows[1]).toBe('Otto: nearly');
    me.press('Alt-g', 'j');
    expect(me.rows[1]).toBe('(action) Otto: nearly');
  });
});

test.each([
  ['a', 'action'],
  ['d', 'decision'],
  ['q', 'question'],
])('%s tags every selected line, and the caret stays', (chord, tag) => {
  me.caret(1, 3).press(LEADER, chord);
  expect(me.rows).toEqual(['Milo: is it done', `(${tag}) Otto: nearly`]);
  expect(caret()).toBe(12 + 4);
  me.press('Mod-z');
  expect(me.rows[1]).toBe('Otto: nearly');
});

describe('a number after the leader', () => {
  it('gives the line to that person, and the caret stays', () => {
    me.caret(1, 3);
    const before = caret();
    me.press(LEADER, '2');
    expect(me.rows).toEqual(['Milo: is it done', 'Milou: nearly']);
    expect(me.blocks[1]?.attrs).toMatchObject({ speaker: 'p_2', speakerName: 'Milou' });
    expect([caret(), waiting()]).toEqual([before, false]);
    expect(me.announced.at(-1)).toBe('Milou:');
  });

  it('gives all selected lines to them, and no heading', () => {
    open(line({ id: 'a', ...milo }, 'one'), item({ id: 'i' }, 'Roadmap'), line({ id: 'b' }, 'two'));
    me.editor.commands.selectAll();
    me.press(LEADER, '3');
    expect(me.rows).toEqual(['Odile Brandt: one', '# Roadmap', 'Odile Brandt: two']);
    expect(me.announced.at(-1)).toBe('Odile Brandt: 2 lines');
    expect(me.editor.state.selection.empty).toBe(false);
  });

  it('is one undo step of its own', () => {
    me.caret(1).type(' there').press(LEADER, '1').type(' now');
    expect(me.rows[1]).toBe('Milo: nearly there now');
    me.press('Mod-z');
    expect(me.rows[1]).toBe('Milo: nearly there');
    me.press('Mod-z');
    expect(me.rows[1]).toBe('Otto: nearly there');
    me.press('Mod-z');
    expect(me.rows[1]).toBe('Otto: nearly');
  });

  it('of nobody changes nothing, types nothing and says so', () => {
    me.caret(1).press(LEADER, '9');
    expect(me.rows[1]).toBe('Otto: nearly');
    expect(waiting()).toBe(false);
    expect(me.announced.at(-1)).toBe('Nobody has the number 9.');
  });

  it('does nothing in a heading', () => {
    open(item({ id: 'i' }, 'Roadmap'), line({ id: 'a' }));
    me.caret(0).press(LEADER, '1');
    expect(me.rows).toEqual(['# Roadmap', '']);
    expect(me.announced.at(-1)).toBe('There is no line here.');
  });

  it('waits for a second digit only where a number begins with the first', () => {
    withLongRoster(() => {
      open(line({ id: 'a', ...otto }, 'one'));
      me.caret(0).press(LEADER, '2');
      expect(me.rows).toEqual(['Milou: one']);
      me.press(LEADER, '1');
      expect(me.rows).toEqual(['Milou: one']);
      me.press('2');
      expect(me.rows).toEqual(['Person 12: one']);
      me.press(LEADER, '1', '5');
      expect(me.announced.at(-1)).toBe('Nobody has the number 15.');
      expect([me.rows, waiting()]).toEqual([['Person 12: one'], false]);
    });
  });

  it('that may go on is taken after a short wait, at Enter, or before the next key', () => {
    withLongRoster(() => {
      const restart = (): TypingEditor => open(line({ id: 'a', ...otto }, 'one')).caret(0);
      restart().press(LEADER, '1');
      vi.advanceTimersByTime(1200);
      expect([me.rows, waiting()]).toEqual([['Milo: one'], false]);
      restart().press(LEADER, '1', 'Enter');
      expect(me.rows).toEqual(['Milo: one']);
      restart().press(LEADER, '1', 'x').type('x');
      expect(me.rows).toEqual(['Milo: onex']);
      restart().press(LEADER, '1', LEADER, 'd');
      expect(me.rows).toEqual(['(decision) Milo: one']);
      restart().press(LEADER, '1');
      me.editor.view.dom.dispatchEvent(new Event('blur'));
      expect(me.rows).toEqual(['Milo: one']);
      restart().press(LEADER, '1', 'Escape');
      vi.advanceTimersByTime(5000);
      expect([me.rows, me.left]).toEqual([['Otto: one'], 0]);
    });
  });
});

describe('u', () => {
  it('undoes the last tag wherever the caret is, and then the one before', () => {
    me.caret(0).press(LEADER, 'a').caret(1).press(LEADER, 'd').press('Enter').type('next');
    const before = caret();
    me.press(LEADER, 'u');
    expect(me.rows).toEqual(['(action) Milo: is it done', 'Otto: nearly', 'next']);
    expect(caret()).toBe(before);
    me.press(LEADER, 'u');
    expect(me.rows).toEqual(['Milo: is it done', 'Otto: nearly', 'next']);
    me.press(LEADER, 'u');
    expect(me.announced.at(-1)).toBe('There is no tag to undo.');
  });

  it('gives back the tag that stood before, with owner, due date and tick', () => {
    const action = { tag: 'action', owner: 'p_1', ownerName: 'Milo', due: '2026-03-20', done: true } as const;
    open(line({ id: 'a', ...action }, 'write it up'), line({ id: 'b' }));
    me.caret(0).press(LEADER, 'q');
    expect(me.blocks[0]?.attrs).toMatchObject({ tag: 'question', owner: null, due: null, done: false });
    me.caret(1).press(LEADER, 'u');
    expect(me.blocks[0]?.attrs).toMatchObject(action);
  });

  it('takes off the owner and due date that were set here after the tag', () => {
    me.caret(1).press(LEADER, 'a');
    const { state, view } = me.editor;
    view.dispatch(state.tr.setNodeAttribute(12, 'due', '2026-03-20').setNodeAttribute(12, 'owner', 'p_1'));
    me.caret(0).press(LEADER, 'u');
    expect(me.blocks[1]?.attrs).toMatchObject({ tag: null, owner: null, due: null });
  });

  it('is one undo step, which brings the tag again', () => {
    me.caret(1).press(LEADER, 'a', LEADER, 'u').type('!').press('Mod-z', 'Mod-z');
    expect(me.rows[1]).toBe('(action) Otto: nearly');
  });

  it('leaves a line alone that somebody else changed since', () => {
    const other = me.peer();
    me.caret(1).press(LEADER, 'a');
    other.caret(1).press(LEADER, 'd');
    me.press(LEADER, 'u');
    expect(me.rows[1]).toBe('(decision) Otto: nearly');
    expect(me.announced.at(-1)).toBe('The tag was changed since, and stays.');
    other.destroy();
  });

  it('leaves an action alone whose owner somebody else has named', () => {
    const other = me.peer();
    me.caret(1).press(LEADER, 'a');
    other.editor.view.dispatch(other.editor.state.tr.setNodeAttribute(12, 'owner', 'p_3'));
    me.caret(0).press(LEADER, 'q', LEADER, 'u', LEADER, 'u');
    expect(me.blocks[1]?.attrs).toMatchObject({ tag: 'action', owner: 'p_3' });
    other.destroy();
  });

  it('passes over a line that is gone, and over a tag that was undone already', () => {
    me.caret(0).press(LEADER, 'a').caret(1).press(LEADER, 'd', 'Mod-z');
    me.press(LEADER, 'u');
    expect(me.rows).toEqual(['Milo: is it done', 'Otto: nearly']);
    me.caret(1).press(LEADER, 'd');
    me.editor.commands.deleteRange({ from: 12, to: me.editor.state.doc.content.size });
    me.press(LEADER, 'u');
    expect(me.rows).toEqual(['Milo: is it done']);
  });

  it('never undoes what somebody else tagged', () => {
    const other = me.peer();
    other.caret(1).press(LEADER, 'a');
    me.caret(1).press(LEADER, 'u');
    expect(me.rows[1]).toBe('(action) Otto: nearly');
    other.destroy();
  });
});

describe('n', () => {
  const states = (): unknown[] =>
    me.blocks.flatMap((block) => (block.type === 'agendaItem' ? [block.attrs.state] : []));

  beforeEach(() => {
    open(
      item({ id: 'i1' }, 'Welcome'),
      line({ id: 'a', ...milo }, 'hello'),
      item({ id: 'i2' }, 'Roadmap'),
      item({ id: 'i3', state: 'carried' }, 'Later'),
      item({ id: 'i4' }, 'Closing'),
      line({ id: 'b' }),
    );
  });

  it('makes the first item current, and goes on typing at the end of its section', () => {
    me.caret(0).press(LEADER, 'n').type('go');
    expect(states()).toEqual(['current', 'open', 'carried', 'open']);
    expect(me.rows.slice(0, 4)).toEqual(['# Welcome', 'Milo: hello', 'go', '# Roadmap']);
    expect(me.announced).toContain('Now: Item 1, Welcome.');
  });

  it('ends the current item, goes to the next open one, and uses the empty line that is there', () => {
    me.caret(0).press(LEADER, 'n', LEADER, 'n').type('two').press(LEADER, 'n').type('bye');
    expect(states()).toEqual(['done', 'done', 'carried', 'current']);
    expect(me.rows).toEqual([
      '# Welcome',
      'Milo: hello',
      '',
      '# Roadmap',
      'two',
      '# Later',
      '# Closing',
      'bye',
    ]);
    expect(me.announced.at(-1)).toBe('Item 2, Roadmap, is done. Now: Item 4, Closing.');
    expect(me.editor.view.dom.querySelectorAll('.cn-item-state:not([hidden])')).toHaveLength(4);
  });

  it('begins with the item of the section where the caret is while none is current', () => {
    me.caret(4).press(LEADER, 'n');
    expect(states()).toEqual(['open', 'open', 'carried', 'current']);
  });

  it('ends the last item, and then does nothing', () => {
    me.caret(5).press(LEADER, 'n', LEADER, 'n');
    expect(states()).toEqual(['open', 'open', 'carried', 'done']);
    expect(me.announced.at(-1)).toBe('Item 4, Closing, is done. It was the last one.');
    open(line({ id: 'a' }, 'no agenda'));
    me.caret(0).press(LEADER, 'n');
    expect(me.rows).toEqual(['no agenda']);
    expect(me.announced.at(-1)).toBe('There is no further agenda item.');
  });

  it('is one undo step', () => {
    me.caret(1).press(LEADER, 'n', LEADER, 'n').type('two').press('Mod-z');
    expect(states()).toEqual(['current', 'open', 'carried', 'open'].with(0, 'done').with(1, 'current'));
    me.press('Mod-z');
    expect(states()).toEqual(['current', 'open', 'carried', 'open']);
    expect(me.rows).not.toContain('two');
  });

  it('leaves one item current when two people press it', () => {
    const other = me.peer();
    me.caret(1).press(LEADER, 'n');
    other.caret(1).press(LEADER, 'n');
    expect(states()).toEqual(['done', 'current', 'carried', 'open']);
    other.destroy();
  });
});
