// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { speakerMenu } from '#components/editor/plugins/speaker-menu.ts';
import { suggestedSpeaker } from '#components/editor/plugins/suggested-speaker.ts';
import { personIdFor } from '#lib/speakers/person-id.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;

const milo = { speaker: 'p_1', speakerName: 'Milo' };
const otto = { speaker: 'p_4', speakerName: 'Otto' };

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  me.destroy();
  me = new TypingEditor(notes(...blocks));
  return me;
}

/** The faint names on screen. */
const faint = (editor = me): string[] =>
  [...editor.editor.view.dom.querySelectorAll<HTMLElement>('.cn-suggested:not([hidden])')].map(
    (name) => name.querySelector('.cn-suggested-name')?.textContent ?? '',
  );
const offered = (): string[] => speakerMenu(me.editor.state)?.people.map((person) => person.name) ?? [];

beforeEach(() => {
  me = new TypingEditor(
    notes(line({ id: 'a', ...milo }, 'is it done'), line({ id: 'b', ...otto }, 'nearly')),
  );
});
afterEach(() => {
  me.destroy();
});

describe('the suggested speaker', () => {
  it('stands faintly on the line that Enter makes, in no text and no attribute', () => {
    me.caret(1).press('Enter');
    expect(faint()).toEqual(['Milo']);
    expect(me.rows).toEqual(['Milo: is it done', 'Otto: nearly', '']);
    expect(me.blocks[2]?.attrs).toMatchObject({ speaker: null, speakerName: null });
    expect(me.editor.view.dom.querySelector('.cn-text .cn-suggested')).toBeNull();
  });

  it('is taken by Tab, and then the other one is suggested', () => {
    me.caret(1).press('Enter', 'Tab').type('good');
    expect(me.rows[2]).toBe('Milo: good');
    me.press('Enter');
    expect(faint()).toEqual(['Otto']);
    me.press('Tab').type('so').press('Enter', 'Enter', 'Tab');
    expect(me.rows.slice(3)).toEqual(['Otto: so', '', 'Milo: ']);
  });

  it('is the one whom the last line asks', () => {
    open(
      line({ id: 'a', ...milo }, 'one'),
      line({ id: 'b', ...otto }, 'can you look, ', {
        type: 'mention',
        attrs: { person: 'p_3', name: 'Odile Brandt' },
      }),
    );
    me.caret(1).press('Enter', 'Tab');
    expect(me.rows[2]).toBe('Odile Brandt: ');
  });

  test.each(['x', '3', '?', ' ', 'm'])('is replaced by "%s", and never enters the text', (typed) => {
    me.caret(1).press('Enter').type(typed);
    expect(faint()).toEqual([]);
    expect(me.rows[2]).toBe(typed);
    me.type(' and on').press('Enter');
    expect(me.rows[2]).toBe(`${typed} and on`);
    expect(me.blocks[2]?.attrs).toMatchObject({ speaker: null });
  });

  it('stands again when the text is taken out', () => {
    me.caret(1).press('Enter').type('x');
    me.editor.commands.deleteRange({
      from: me.editor.state.selection.head - 1,
      to: me.editor.state.selection.head,
    });
    expect(faint()).toEqual(['Milo']);
  });

  it('gives the empty line back to Backspace right after it was taken', () => {
    me.caret(1).press('Enter', 'Tab', 'Backspace');
    expect(me.rows).toEqual(['Milo: is it done', 'Otto: nearly', '']);
    expect(me.blocks[2]?.attrs).toMatchObject({ speaker: null, speakerName: null });
    expect(faint()).toEqual(['Milo']);
    me.press('Tab').type('x').caret(2, 0).press('Backspace');
    expect(me.rows[2]).toBe('Milo: x');
    expect(me.blocks[2]?.attrs).toMatchObject({ speaker: null });
  });

  it('is one undo step of its own', () => {
    me.caret(1).press('Enter', 'Tab', 'Mod-z');
    expect(me.rows).toEqual(['Milo: is it done', 'Otto: nearly', '']);
    expect(faint()).toEqual(['Milo']);
  });

  it('is said once', () => {
    me.caret(1).press('Enter').type('x').press('Enter').caret(2);
    me.press('Enter', 'Tab');
    const said = me.announced.filter((words) => words.startsWith('Suggested'));
    expect(said).toEqual(
      Array<string>(3).fill('Suggested: Otto. Tab to take.').with(0, 'Suggested: Milo. Tab to take.'),
    );
  });

  it('leaves nobody on a line that is just typed', () => {
    me.caret(1).press('Enter').type('we wait').press('Enter');
    expect(me.rows.slice(2)).toEqual(['we wait', '']);
    expect(me.blocks[2]?.attrs).toMatchObject({ speaker: null });
  });

  it('is nobody while nobody else has spoken, and Tab then moves the line in', () => {
    open(line({ id: 'a', ...milo }, 'one'));
    me.caret(0).press('Enter', 'Tab');
    expect(faint()).toEqual([]);
    expect(me.rows).toEqual(['Milo: one', '>']);
  });

  it('does not stand in headings, code, lines with a speaker, or where the caret is not', () => {
    open(
      line({ id: 'a', ...milo }, 'one'),
      line({ id: 'b', ...otto }, 'two'),
      item({ id: 'c' }),
      { type: 'codeBlock', attrs: { id: 'd', language: null } },
      line({ id: 'e', ...otto }),
      line({ id: 'f' }),
    );
    for (const block of [0, 2, 3, 4]) {
      me.caret(block);
      expect(faint()).toEqual([]);
    }
    me.caret(5);
    expect(faint()).toEqual(['Milo']);
    me.editor.commands.selectAll();
    expect(faint()).toEqual([]);
  });

  it('does not stand when the notes are read-only', () => {
    me.readOnly = true;
    me.caret(1).press('Enter');
    expect(faint()).toEqual([]);
    expect(me.announced).toEqual([]);
  });

  it('is shown to the one whose caret is there, and keeps its name while somebody writes above', () => {
    const other = me.peer();
    me.caret(1).press('Enter');
    other.caret(0).press('Enter').type('odile: and me');
    expect(faint(other)).toEqual([]);
    expect(faint()).toEqual(['Milo']);
    expect(suggestedSpeaker(me.editor.state)?.name).toBe('Milo');
    me.press('Tab');
    expect([me.rows[1], me.rows[3]]).toEqual(['Odile Brandt: and me', 'Milo: ']);
    other.destroy();
  });

  it('goes when somebody else names the speaker of the line', () => {
    const other = me.peer();
    me.caret(1).press('Enter');
    other.caret(2).type('otto:');
    expect(faint()).toEqual([]);
    expect(me.rows[2]).toBe('Otto: ');
    other.destroy();
  });
});

describe('a number at a line start', () => {
  it('offers the person with that number, whom Tab takes', () => {
    me.caret(1).press('Enter').type('3');
    expect(offered()).toEqual(['Odile Brandt']);
    me.press('Tab').type('here');
    expect(me.rows[2]).toBe('Odile Brandt: here');
  });

  it('stays text without Tab, and gives it back to Backspace', () => {
    me.caret(1).press('Enter').type('3').press('Enter').type('4').press('Tab', 'Backspace');
    expect(me.rows.slice(2)).toEqual(['3', '4']);
  });

  it('of nobody offers nobody', () => {
    me.caret(1).press('Enter').type('9').press('Tab');
    expect(offered()).toEqual([]);
    expect(me.rows[2]).toBe('9');
  });

  it('is shown beside the speaker', () => {
    const shown = [...me.editor.view.dom.querySelectorAll('.cn-who')].map(
      (who) => who.querySelector('.cn-person-number')?.textContent,
    );
    expect(shown).toEqual(['1', '4']);
  });
});

describe('a question mark at a line start', () => {
  it('offers an unknown voice, numbered on in the document, and Tab takes it', () => {
    me.caret(1).press('Enter').type('?');
    expect(offered()).toEqual(['Unknown 1']);
    me.press('Tab').type('hello').press('Enter').type('？').press('Tab').type('me too');
    expect(me.rows.slice(2)).toEqual(['Unknown 1: hello', 'Unknown 2: me too']);
    expect(me.blocks[2]?.attrs).toMatchObject({ speaker: personIdFor('s1', 'Unknown 1') });
  });

  it('can be followed by the same unknown voice again', () => {
    me.caret(1).press('Enter').type('?').press('Tab').type('hello').press('Enter').type('unk').press('Tab');
    expect(me.rows[3]).toBe('Unknown 1: ');
  });

  it('is text without Tab, and with anything beside it', () => {
    me.caret(1).press('Enter').type('?').press('Enter').type('??').press('Tab');
    expect(me.rows.slice(2)).toEqual(['?', '??']);
    me.press('Enter').type('?').press('Tab', 'Backspace');
    expect(me.rows[4]).toBe('?');
  });
});

describe('Shift+Enter', () => {
  it('keeps the speaker in the new line, also with the caret at the start', () => {
    me.caret(1).press('Shift-Enter').type('more');
    me.caret(0, 0).press('Shift-Enter');
    expect(me.rows).toEqual(['Milo: ', 'Milo: is it done', 'Otto: nearly', 'Otto: more']);
    expect(faint()).toEqual([]);
  });

  it.each(['Enter', 'Shift-Enter'])('%s makes a line while a list is open, and writes no name', (key) => {
    for (const typed of ['od', '3', '?']) {
      open(line({ id: 'a' }));
      me.caret(0).type(typed);
      expect(offered()).toHaveLength(1);
      me.press(key);
      expect(me.rows).toEqual([typed, '']);
    }
  });
});
