// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { belongsToText } from '#components/editor/keys/key-press.ts';
import { leaderDigits } from '#components/editor/keys/leader-chord.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const LEADER = 'Ctrl-.';
let me: TypingEditor;

const milo = { speaker: 'p_1', speakerName: 'Milo' };
const otto = { speaker: 'p_4', speakerName: 'Otto' };

beforeEach(() => {
  me = new TypingEditor(
    notes(line({ id: 'a', ...milo }, 'is it done'), line({ id: 'b', ...otto }, 'nearly'), line({ id: 'c' })),
  );
  me.caret(2);
});
afterEach(() => {
  me.destroy();
});

function eventOf(init: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent('keydown', init);
  event.getModifierState = () => false;
  return event;
}

const unchanged = ['Milo: is it done', 'Otto: nearly', ''];

describe('while an input method composes', () => {
  test.each([
    ['Enter', {}],
    ['Tab', {}],
    ['Backspace', {}],
    ['Escape', {}],
    ['b', { ctrlKey: true }],
    ['1', { ctrlKey: true, altKey: true }],
    ['.', { ctrlKey: true }],
  ])('%s is no key of the table', (key, modifiers) => {
    const { dom } = me.editor.view;
    dom.dispatchEvent(new CompositionEvent('compositionstart'));
    const press = new KeyboardEvent('keydown', { key, ...modifiers, cancelable: true });
    dom.dispatchEvent(press);
    expect(press.defaultPrevented).toBe(false);
    expect(belongsToText(eventOf({ key, ...modifiers }), true)).toBe(true);
    expect(belongsToText(eventOf({ key, ...modifiers, isComposing: true }), false)).toBe(true);
    expect(belongsToText(eventOf({ key, ...modifiers, keyCode: 229 }), false)).toBe(true);
    expect(belongsToText(eventOf({ key, ...modifiers }), false)).toBe(false);
    expect(me.rows).toEqual(unchanged);
    expect([me.left, leaderDigits(me.editor.state)]).toEqual([0, null]);
  });

  it('the second key of a chord runs nothing, and the leader goes on waiting', () => {
    me.press(LEADER);
    for (const press of [
      { key: 'a', isComposing: true },
      { key: 'Process', code: 'KeyA', keyCode: 229 },
    ]) {
      expect(me.keydown(press)).toBe(false);
    }
    expect(me.rows).toEqual(unchanged);
    me.press('a');
    expect(me.rows[2]).toBe('(action) ');
  });
});

describe('dead keys and AltGr', () => {
  test.each([
    ['a dead key', { key: 'Dead', code: 'BracketLeft', ctrlKey: true }],
    ['AltGr with a digit, as Windows says it', { key: '1', code: 'Digit1', ctrlKey: true, altKey: true, altGraph: true }],
    ['AltGr with a bracket, as Windows says it', { key: ']', code: 'Digit9', ctrlKey: true, altKey: true, altGraph: true }],
    ['AltGr with a letter, as Linux says it', { key: '€', code: 'KeyE', altGraph: true }],
  ])('%s is text and triggers nothing', (_what, press) => {
    expect(me.keydown(press)).toBe(false);
    me.press(LEADER);
    expect(me.keydown(press)).toBe(false);
    expect(me.rows).toEqual(unchanged);
  }); // prettier-ignore

  it('Ctrl and Alt without AltGr are a key of the table', () => {
    expect(me.keydown({ key: '1', code: 'Digit1', ctrlKey: true, altKey: true })).toBe(true);
    expect(me.rows[2]).toBe('# ');
  });

  it('a key without a character works with AltGr held', () => {
    expect(me.keydown({ key: 'Enter', altGraph: true })).toBe(true);
    expect(me.rows).toEqual([...unchanged, '']);
  });
});

describe('other keyboards', () => {
  test.each([
    ['Cyrillic', { key: 'ф', code: 'KeyA' }, '(action) '],
    ['Greek', { key: 'δ', code: 'KeyD' }, '(decision) '],
    ['Arabic', { key: 'ض', code: 'KeyQ' }, '(question) '],
    ['Dvorak: the letter counts, not its place', { key: 'a', code: 'KeyQ' }, '(action) '],
    ['AZERTY: a digit without Shift', { key: 'é', code: 'Digit2' }, 'Milou: '],
    ['AZERTY: a digit with Shift', { key: '2', code: 'Digit2', shiftKey: true }, 'Milou: '],
    ['the number block', { key: '3', code: 'Numpad3' }, 'Odile Brandt: '],
    ['capital letters', { key: 'A', code: 'KeyA' }, '(action) '],
  ])('%s', (_what, press, row) => {
    me.press(LEADER);
    expect(me.keydown(press)).toBe(true);
    expect(me.rows[2]).toBe(row);
  });

  it('the leader is where a Latin keyboard has it', () => {
    expect(me.keydown({ key: 'ю', code: 'Period', keyCode: 190, ctrlKey: true })).toBe(true);
    expect(leaderDigits(me.editor.state)).toBe('');
  });

  it('! is no digit', () => {
    me.press(LEADER);
    expect(me.keydown({ key: '!', code: 'Digit1', shiftKey: true })).toBe(false);
    expect(me.rows).toEqual(unchanged);
  });
});
