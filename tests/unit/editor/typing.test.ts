// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { speakerMenu } from '#components/editor/plugins/speaker-menu.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { gap, item, line, notes, stamp } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  me.destroy();
  me = new TypingEditor(notes(...blocks));
  return me;
}

beforeEach(() => {
  me = new TypingEditor(notes(line({ id: 'a' })));
});
afterEach(() => {
  me.destroy();
});

const names = (): string[] => speakerMenu(me.editor.state)?.people.map((person) => person.name) ?? [];

describe('a speaker at a line start', () => {
  it('is offered by first letters and taken with Tab', () => {
    me.caret(0).type('od');
    expect(names()).toEqual(['Odile Brandt']);
    me.press('Tab').type('we can ship');
    expect(me.rows).toEqual(['Odile Brandt: we can ship']);
    expect(names()).toEqual([]);
  });

  it('is offered the last one to speak first; down and up move', () => {
    open(line({ id: 'a', speaker: 'p_2', speakerName: 'Milou' }, 'yes'), line({ id: 'b' }));
    me.caret(1).type('mil');
    expect(names()).toEqual(['Milou', 'Milo']);
    me.press('ArrowDown', 'Tab');
    expect(me.rows[1]).toBe('Milo: ');
    me.type('x').press('Enter').type('mil').press('ArrowDown', 'ArrowUp', 'Tab');
    expect(me.rows[2]).toBe('Milo: ');
  });

  test.each([
    ['milo:', 'Milo: '],
    ['Milou:', 'Milou: '],
    ['odile:', 'Odile Brandt: '],
    ['ot:', 'Otto: '],
    ['Femke van Dijk:', 'Femke van Dijk: '],
  ])('"%s" takes the exact name', (typed, row) => {
    me.caret(0).type(typed);
    expect(me.rows).toEqual([row]);
  });

  it('swallows the one space after the colon', () => {
    me.caret(0).type('milo: hello there');
    expect(me.rows).toEqual(['Milo: hello there']);
  });

  it('who is new gets the same id from everybody', () => {
    me.caret(0).type('Femke:');
    expect(me.blocks[0]?.attrs).toMatchObject({ speaker: personIdFor('s1', 'Femke'), speakerName: 'Femke' });
    me.type('hi').press('Enter').type('fe');
    expect(names()).toEqual(['Femke']);
  });

  test.each(['http://x', '12:30', 'Note: x', 'Action: x', 'in short: x', 'milo said: x'])(
    'is nobody in "%s"',
    (typed) => {
      me.caret(0).type(typed);
      expect(me.rows).toEqual([typed]);
    },
  );

  it('is never written by Enter, which makes a line with the list open', () => {
    me.caret(0).type('od').press('Enter');
    expect(me.rows).toEqual(['od', '']);
  });

  it('is never taken in a line that has one, in code, in a heading or in the middle of a line', () => {
    open(
      line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }),
      { type: 'codeBlock', attrs: { id: 'b', language: null } },
      item({ id: 'c' }),
      line({ id: 'd' }, 'so '),
    );
    for (const block of [0, 1, 2, 3]) me.caret(block).type('otto:');
    expect(me.rows).toEqual(['Milo: otto:', 'codeBlock otto:', '# otto:', 'so otto:']);
  });

  it('gives the typed text back to Backspace right after', () => {
    me.caret(0).type('od').press('Tab', 'Backspace');
    expect(me.rows).toEqual(['od']);
    me.type('ile:').press('Backspace');
    expect(me.rows).toEqual(['odile:']);
    expect(me.blocks[0]?.attrs).toMatchObject({ speaker: null, speakerName: null });
  });

  it('becomes text with Backspace at the start of the line, before lines are joined', () => {
    open(line({ id: 'a' }, 'one'), line({ id: 'b', speaker: 'p_1', speakerName: 'Milo' }, 'two'));
    me.caret(1, 0).press('Backspace');
    expect(me.rows).toEqual(['one', 'Milo: two']);
    expect(me.blocks[1]?.attrs).toMatchObject({ speaker: null });
  });

  it('becomes text with Delete at the end of the line above', () => {
    open(line({ id: 'a' }, 'one'), line({ id: 'b', speaker: 'p_1', speakerName: 'Milo' }, 'two'));
    me.caret(0).press('Delete');
    expect(me.blocks[1]).toMatchObject({ attrs: { speaker: null }, content: [{ text: 'Milo: two' }] });
  });

  it('is not offered again after Escape, which keeps the text and stays', () => {
    me.caret(0).type('od').press('Escape').type('i');
    expect(names()).toEqual([]);
    expect(me.rows).toEqual(['odi']);
    expect(me.left).toBe(0);
    me.press('Escape');
    expect(me.left).toBe(1);
  });

  it('is not offered for letters that were there before, or pasted', () => {
    open(line({ id: 'a' }, 'Otto'), line({ id: 'b' }));
    me.caret(0);
    expect(names()).toEqual([]);
    me.caret(1).paste('Otto: pasted');
    expect(names()).toEqual([]);
    expect(me.rows[1]).toBe('Otto: pasted');
    expect(me.blocks[1]?.attrs).toMatchObject({ speaker: null });
  });

  it('keeps the highlighted name while somebody else types above', () => {
    open(line({ id: 'a' }, 'x'), line({ id: 'b' }));
    const other = me.peer();
    me.caret(1).type('mil').press('ArrowDown');
    other.caret(0).type('yz');
    expect(speakerMenu(me.editor.state)).toMatchObject({ query: 'mil', index: 1 });
    me.press('Tab');
    expect(me.rows).toEqual(['xyz', 'Milou: ']);
    other.destroy();
  });
});

describe('Enter', () => {
  it('makes a line with nobody; Shift+Enter keeps the speaker', () => {
    me.caret(0).type('otto: one').press('Enter').type('two').press('Enter');
    me.type('milo: three').press('Shift-Enter').type('four');
    expect(me.rows).toEqual(['Otto: one', 'two', 'Milo: three', 'Milo: four']);
  });

  it('[N3][N5] splits a line: the first half keeps id, speaker and instant', () => {
    const at = '2026-03-10T13:00:00.000Z';
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo', at, indent: 1 }, 'one two'));
    me.caret(0, 3).press('Enter');
    expect(me.rows).toEqual(['>Milo: one', '> two']);
    expect(me.blocks[0]?.attrs).toMatchObject({ id: 'a', at });
    expect(me.blocks[1]?.attrs).toMatchObject({ at: null, speaker: null });
    expect(me.blocks[1]?.attrs.id).toMatch(/^n/);
  });

  it('[N3] at the start of a line puts an empty line above, and the line keeps its id', () => {
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }, 'one'));
    me.caret(0, 0).press('Enter').type('x');
    expect(me.rows).toEqual(['', 'Milo: xone']);
    expect(me.blocks[1]?.attrs.id).toBe('a');
  });

  it('after a heading makes a line below it', () => {
    open(item({ id: 'a' }, 'Topic'), line({ id: 'b' }, 'x'));
    me.caret(0).press('Enter').type('said');
    expect(me.rows).toEqual(['# Topic', 'said', 'x']);
    expect(me.blocks[0]?.attrs.id).toBe('a');
  });

  it('replaces what is selected', () => {
    open(line({ id: 'a' }, 'one two'), line({ id: 'b' }, 'three'));
    me.editor.commands.setTextSelection({ from: 4, to: 13 });
    me.press('Enter');
    expect(me.rows).toEqual(['one', 'ee']);
  });

  it('inside code breaks the code, and leaves it after two empty rows', () => {
    open({
      type: 'codeBlock',
      attrs: { id: 'a', language: null },
      content: [{ type: 'text', text: 'make' }],
    });
    me.caret(0).press('Enter', 'Enter');
    expect(me.rows).toEqual(['codeBlock make\n\n']);
    me.press('Enter').type('otto: done');
    expect(me.rows).toEqual(['codeBlock make', 'Otto: done']);
  });
});

describe('the instant of a line', () => {
  it('[N5] is that of its first character, and stays', () => {
    me.caret(0).type('a');
    me.now = new Date('2026-03-10T14:05:00.000Z');
    me.type('b').press('Enter');
    expect(me.blocks[0]?.attrs).toMatchObject({ at: '2026-03-10T14:00:00.000Z' });
    expect(me.blocks[1]?.attrs).toMatchObject({ at: null });
    me.type('c');
    expect(me.blocks[1]?.attrs).toMatchObject({ at: '2026-03-10T14:05:00.000Z' });
  });

  it('[N5] is not given to old text, to pasted text, or by somebody else', () => {
    open(line({ id: 'a' }, 'old'), line({ id: 'b' }), line({ id: 'c' }));
    me.caret(0).type('er');
    me.caret(1).paste('pasted');
    const other = me.peer();
    other.now = new Date('2026-03-10T15:00:00.000Z');
    other.caret(2).type('x');
    expect(me.blocks.map((block) => (block.type === 'line' ? block.attrs.at : null))).toEqual([
      null,
      null,
      '2026-03-10T15:00:00.000Z',
    ]);
    other.destroy();
  });

  it('[N5] is the first letter of the name when the line begins with a speaker', () => {
    me.caret(0).type('o');
    me.now = new Date('2026-03-10T14:05:00.000Z');
    me.type('tto: yes');
    expect(me.blocks[0]?.attrs).toMatchObject({ at: '2026-03-10T14:00:00.000Z' });
  });
});

describe('a gap', () => {
  test.each(['…', '...'] as const)('is made by %s, eight seconds before now, with an id', (typed) => {
    me.caret(0).type(`and then${typed} more`);
    expect(me.rows).toEqual([`and then‹${typed}› more`]);
    expect(me.blocks[0]?.content?.[1]).toEqual({
      type: 'gap',
      attrs: { id: 'n1', at: '2026-03-10T13:59:52.000Z', text: typed },
    });
  });

  it('gives the typed text back to Backspace right after', () => {
    me.caret(0).type('so...').press('Backspace');
    expect(me.rows).toEqual(['so...']);
    me.press('Backspace').type('x');
    expect(me.rows).toEqual(['so...x']);
  });

  it('is not made in code, in marked code or in a pasted block', () => {
    open({ type: 'codeBlock', attrs: { id: 'a', language: null } }, line({ id: 'b' }), line({ id: 'c' }));
    me.caret(0).type('a...');
    me.caret(1);
    me.editor.commands.toggleCode();
    me.type('b…');
    me.caret(2).paste('c...');
    expect(me.rows).toEqual(['codeBlock a...', 'b…', 'c...']);
  });
});

describe('a typed clock time', () => {
  it('becomes a stamp at a line start, after the speaker', () => {
    me.caret(0).type('otto: 14:12 the build broke');
    expect(me.rows).toEqual(['Otto: [14:12] the build broke']);
    expect(me.blocks[0]?.content?.[0]).toEqual(stamp('14:12', { at: '2026-03-10T14:12:00.000Z' }));
  });

  it('becomes a stamp at a line end when Enter is pressed or the line is left', () => {
    open(line({ id: 'a' }), line({ id: 'b' }), line({ id: 'c' }));
    me.caret(0).type('retention. 13:58').press('Enter');
    me.caret(2).type('later 13:59').caret(3);
    expect(me.rows).toEqual(['retention. [13:58]', '', 'later [13:59]', '']);
  });

  it('alone on its line is a stamp with a gap', () => {
    me.caret(0).type('otto: 14:22').press('Enter');
    expect(me.blocks[0]?.content).toEqual([stamp('14:22', { at: '2026-03-10T14:22:00.000Z', gap: true })]);
  });

  it('beside a gap becomes a stamp, and says when the gap was', () => {
    open(line({ id: 'a' }), line({ id: 'b' }));
    me.caret(0).type('so 14:01 … on').caret(1).type('so … 14:03 on');
    expect(me.rows).toEqual(['so [14:01] ‹…› on', 'so ‹…› [14:03] on']);
    const gaps = me.blocks.flatMap((block) => (block.content ?? []).filter((node) => node.type === 'gap'));
    expect(gaps.map((node) => node.attrs.at)).toEqual([
      '2026-03-10T14:01:00.000Z',
      '2026-03-10T14:03:00.000Z',
    ]);
  });

  test.each(['the 14:12 train', 'see https://calls.example/14:12', 'ratio 99:99'])(
    'stays text in "%s"',
    (typed) => {
      me.caret(0).type(typed).press('Enter');
      expect(me.rows[0]).toBe(typed);
    },
  );

  it('stays text when it was there before, or pasted', () => {
    open(line({ id: 'a' }, 'old 14:12'), line({ id: 'b' }));
    me.caret(1).paste('pasted 14:13').caret(0).press('Enter');
    expect(me.rows).toEqual(['old 14:12', '', 'pasted 14:13']);
  });

  it('gives the text back to Backspace, and then stays text', () => {
    me.caret(0).type('14:12 ').press('Backspace');
    open(line({ id: 'a' }, stamp('14:12')));
    me.caret(0).press('Backspace');
    expect(me.rows).toEqual(['14:12']);
    me.press('Enter');
    expect(me.rows).toEqual(['14:12', '']);
  });
});

describe('tags', () => {
  test.each([
    ['Mod-Shift-9', 'action'],
    ['a', 'action'],
    ['d', 'decision'],
    ['q', 'question'],
  ])('%s makes a line: %s', (key, tag) => {
    me.caret(0).type('we do it');
    const caret = me.editor.state.selection.head;
    if (key.length === 1) me.press('Ctrl-.');
    me.press(key);
    expect(me.rows).toEqual([`(${tag}) we do it`]);
    expect(me.editor.state.selection.head).toBe(caret);
  });

  it('are taken off by the chord u, by the same key again and by Backspace at the start', () => {
    me.caret(0).type('x').press('Ctrl-.', 'a', 'Ctrl-.', 'u');
    expect(me.rows).toEqual(['x']);
    me.press('Mod-Shift-9', 'Mod-Shift-9');
    expect(me.rows).toEqual(['x']);
    me.press('Ctrl-.', 'd').caret(0, 0).press('Backspace');
    expect(me.rows).toEqual(['x']);
  });

  it('take owner and due date with them', () => {
    open(
      line({ id: 'a', tag: 'action', owner: 'p_1', ownerName: 'Milo', due: '2026-03-20', done: true }, 'x'),
    );
    me.caret(0).press('Ctrl-.', 'd');
    expect(me.blocks[0]?.attrs).toMatchObject({
      tag: 'decision',
      owner: null,
      ownerName: null,
      due: null,
      done: false,
    });
  });

  it('let any other key after the leader type as ever, and Escape call it off', () => {
    me.caret(0).press('Ctrl-.', 'Escape').type('a');
    expect(me.rows).toEqual(['a']);
    expect(me.left).toBe(0);
  });
});

describe('agenda items', () => {
  it('are made from lines by level and back, and lose nothing', () => {
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }, 'Build'));
    me.caret(0).press('Mod-Alt-1');
    expect(me.rows).toEqual(['# Milo: Build']);
    me.press('Mod-Alt-2');
    expect(me.rows).toEqual(['## Milo: Build']);
    me.type(' (5m)');
    expect(me.blocks[0]?.attrs).toMatchObject({ minutes: 5, level: 2 });
    me.press('Mod-Alt-0');
    expect(me.rows).toEqual(['Milo: Build (5m)']);
  });

  it('change level with Tab and Shift+Tab', () => {
    open(item({ id: 'a' }, 'One'), item({ id: 'b' }, 'Two'));
    me.caret(1).press('Tab');
    expect(me.rows).toEqual(['# One', '## Two']);
    me.press('Shift-Tab');
    expect(me.rows).toEqual(['# One', '# Two']);
  });

  test.each([
    ['Build (5m)', 5],
    ["Build ~10'", 10],
    ['Build (~15’)', 15],
  ])('take the timebox typed at the end of "%s"', (typed, minutes) => {
    open(item({ id: 'a' }));
    me.caret(0).type(typed);
    expect(me.rows).toEqual(['# Build']);
    expect(me.blocks[0]?.attrs).toMatchObject({ minutes, timebox: null });
  });

  it('[N2] show computed numbers', () => {
    open(
      item({ id: 'a' }, 'One'),
      item({ id: 'b', level: 2 }, 'Sub'),
      line({ id: 'c' }),
      item({ id: 'd' }, 'Two'),
    );
    const shown = (): string[] =>
      [...me.editor.view.dom.querySelectorAll('.cn-number')].map((number) => number.textContent ?? '');
    expect(shown()).toEqual(['1', '1a', '2']);
    me.caret(1).press('Shift-Tab');
    expect(shown()).toEqual(['1', '2', '3']);
  });

  it('become lines with Backspace at their start', () => {
    open(item({ id: 'a' }, 'One'));
    me.caret(0, 0).press('Backspace');
    expect(me.rows).toEqual(['One']);
  });
});

describe('indent', () => {
  it('goes in with Tab at the start, out with Shift+Tab or Backspace, and never past the margin', () => {
    open(line({ id: 'a' }, 'x'));
    me.caret(0, 0).press('Tab', 'Tab');
    expect(me.rows).toEqual(['>>x']);
    me.press('Shift-Tab', 'Backspace', 'Shift-Tab');
    expect(me.rows).toEqual(['x']);
  });

  it('is left alone by Tab after text that is nobody', () => {
    me.caret(0).type('zzz').press('Tab');
    expect(me.rows).toEqual(['zzz']);
  });
});

describe('paste', () => {
  it('makes lines of plain text, as it is, with links', () => {
    me.caret(0).paste('Otto: one…\n\n  see https://calls.example/33.\r\n- 14:12 three');
    expect(me.rows).toEqual(['Otto: one…', '  see https://calls.example/33.', '- 14:12 three']);
    expect(JSON.stringify(me.blocks[1])).toContain(
      '{"type":"link","attrs":{"href":"https://calls.example/33"}}',
    );
    expect(new Set(me.blocks.map((block) => block.attrs.id)).size).toBe(3);
  });

  it('[N3] gives copied lines ids of their own; the originals keep theirs', () => {
    open(
      line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }, 'one', gap({ id: 'g' })),
      line({ id: 'b' }, 'two'),
    );
    const { view } = me.editor;
    me.editor.commands.selectAll();
    const { dom } = view.serializeForClipboard(view.state.selection.content());
    me.caret(1);
    view.pasteHTML(dom.innerHTML);
    const ids = me.blocks.flatMap((block) => [
      block.attrs.id,
      ...(block.content ?? []).flatMap((node) => (node.type === 'gap' ? [node.attrs.id] : [])),
    ]);
    expect(ids.slice(0, 3)).toEqual(['a', 'g', 'b']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(null);
  });

  it('of whole lines as text carries the speakers', () => {
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }, 'one', gap()), line({ id: 'b' }, 'two'));
    me.editor.commands.selectAll();
    const { view } = me.editor;
    expect(view.serializeForClipboard(view.state.selection.content()).text).toBe('Milo: one…\ntwo');
  });
});
