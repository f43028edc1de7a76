// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BlockJson } from '#lib/notes/note-json.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;

function open(template: boolean, ...blocks: BlockJson[]): void {
  me = new TypingEditor(notes(...blocks));
  me.call.set({ template, status: 'planned', terms: [], mayAddTerms: false });
}

const shown = (id: string): HTMLElement | null => me.editor.view.dom.querySelector(`[data-id="${id}"]`);
const prompts = (): unknown[] =>
  me.blocks.map((block) => (block.type === 'line' ? block.attrs.prompt : undefined));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  me.destroy();
  vi.useRealTimers();
});

describe('a prompt', () => {
  it('is made of a line’s text in a template, stands faintly on the empty line, and becomes text again', () => {
    open(true, item({ id: 'a' }, 'Updates'), line({ id: 'l' }, 'What is new?'));
    me.caret(1).press('Mod-.', 'p');
    expect(me.rows).toEqual(['# Updates', '']);
    expect(prompts()).toEqual([undefined, 'What is new?']);
    const text = shown('l')?.querySelector<HTMLElement>('.cn-text');
    expect(text?.dataset['prompt']).toBe('What is new?');
    expect(text?.ariaDescription).toBe('What is new?');
    expect(shown('l')?.style.getPropertyValue('--cn-hint')).toBe('');
    me.press('Mod-.', 'p').type('!');
    expect(me.rows).toEqual(['# Updates', 'What is new?!']);
    expect(prompts()).toEqual([undefined, null]);
  });

  it('is no more to be seen once something is written, and not made on a call', () => {
    open(false, line({ id: 'l', prompt: 'What is new?' }), line({ id: 'm' }, 'Words'));
    me.caret(0).type('Boats');
    expect(shown('l')?.querySelector<HTMLElement>('.cn-text')?.dataset['prompt']).toBeUndefined();
    me.press('Enter').type('x');
    expect(prompts()).toEqual(['What is new?', null, null]);
    me.caret(2).press('Mod-.', 'p');
    expect(me.rows[2]).toBe('Words');
  });

  it('asks for words where there are none to make one of', () => {
    open(true, line({ id: 'l' }));
    me.caret(0).press('Mod-.', 'p');
    expect(me.announced.at(-1)).toBe('Write what is asked for on a line, then make it the prompt.');
  });
});

describe('in a template', () => {
  it('nobody speaks: names, gaps and clock times stay words, and no instant is noted', () => {
    open(true, item({ id: 'a' }, 'Updates'), line({ id: 'l' }));
    me.caret(1).type('Otto: at 14:12 ... he').press('Enter');
    expect(me.rows[1]).toBe('Otto: at 14:12 ... he');
    expect(me.blocks[1]).toMatchObject({ attrs: { at: null, speaker: null } });
  });

  it('a timebox is typed as in a call', () => {
    open(true, item({ id: 'a' }, 'Updates'));
    me.caret(0).type(' (10m)');
    expect(me.blocks[0]).toMatchObject({ attrs: { minutes: 10 } });
  });
});

describe('an agenda that is made', () => {
  it('marks at each item what falls off the end and what has no time, and follows a changed box', () => {
    open(
      false,
      item({ id: 'a', minutes: 50 }, 'Fleet'),
      item({ id: 'b', minutes: 20, purpose: 'update', proposer: 'Juno (guest)' }, 'Ropes'),
      item({ id: 'c' }, 'AOB'),
    );
    const facts = (id: string): string => shown(id)?.querySelector('.cn-item-facts')?.textContent ?? '';
    expect(shown('b')?.dataset['fit']).toBe('cut');
    expect(facts('b')).toContain('update · proposed by Juno (guest)');
    expect(facts('b')).toContain('cut short at the end');
    expect(facts('c')).toMatch(/no time given.*falls off the end/u);
    const { state, view } = me.editor;
    view.dispatch(state.tr.setNodeAttribute(0, 'minutes', 5));
    expect(shown('b')?.dataset['fit']).toBeUndefined();
    me.caret(1).type('!');
    expect(facts('c')).toContain('no time given');
    me.call.set({ status: 'live', terms: [], mayAddTerms: false });
    expect(facts('c')).not.toContain('no time given');
  });

  it('says the new number of an item that Tab makes a sub-item', () => {
    open(false, item({ id: 'a' }, 'Fleet'), item({ id: 'b' }, 'Ropes'));
    me.caret(1).press('Tab');
    expect(me.announced.at(-1)).toBe('Item 2, Ropes, is 1a now');
    me.press('Shift-Tab');
    expect(me.announced.at(-1)).toBe('Item 1a, Ropes, is 2 now');
  });

  it('opens what can be done with the item of the caret, also from a line under it', () => {
    open(false, item({ id: 'a' }, 'Fleet'), line({ id: 'l' }, 'Boats'), item({ id: 'b' }, 'Ropes'));
    me.caret(1).press('Mod-.', 'i');
    expect(me.panels.at(-1)).toEqual({ kind: 'item', itemId: 'a' });
  });
});
