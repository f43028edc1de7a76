// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RESERVED_MS } from '#components/editor/plugins/reserved-lines.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

let me: TypingEditor;
let otto: TypingEditor;

function open(...blocks: Parameters<typeof notes>): void {
  me = new TypingEditor(notes(...blocks));
  otto = me.peer('Otto');
}

/** The marks that stand beside blocks on somebody's screen: `id name`. */
function marks({ editor }: TypingEditor): string[] {
  return [...editor.view.dom.querySelectorAll<HTMLElement>('.cn-writing')]
    .filter((mark) => !mark.hidden)
    .map((mark) => `${mark.parentElement?.dataset['id'] ?? ''} ${mark.title}`);
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  me.destroy();
  otto.destroy();
  vi.useRealTimers();
});

describe('a line that somebody is typing', () => {
  it('is marked with their name for the others, and named once for a screen reader', () => {
    open(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two'));
    expect(marks(me)).toEqual([]);
    otto.caret(1).type('!');
    expect(marks(me)).toEqual(['b Otto']);
    expect(marks(otto)).toEqual([]);
    expect(me.editor.view.dom.querySelector('[data-id="b"] .sr-only')?.textContent).toBe(
      'Otto is writing here',
    );
    expect(me.announced).toEqual([]);
  });

  it('is free again some seconds after the last key', () => {
    open(line({ id: 'a' }, 'one'));
    otto.caret(0).type('!');
    vi.advanceTimersByTime(RESERVED_MS - 1);
    otto.type('!');
    vi.advanceTimersByTime(RESERVED_MS - 1);
    expect(marks(me)).toEqual(['a Otto']);
    vi.advanceTimersByTime(1);
    expect(marks(me)).toEqual([]);
  });

  it('is free as soon as the caret leaves it, the page or the notes', () => {
    open(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two'));
    otto.caret(0).type('!').caret(1);
    expect(marks(me)).toEqual([]);
    otto.type('!');
    expect(marks(me)).toEqual(['b Otto']);
    otto.editor.view.dom.dispatchEvent(new FocusEvent('blur'));
    expect(marks(me)).toEqual([]);
    otto.type('!');
    otto.editor.destroy();
    expect(marks(me)).toEqual([]);
  });

  it('goes with the caret to the line that Enter opens, and is not reserved by reading or undoing', () => {
    open(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two'));
    otto.caret(0).press('Enter');
    expect(marks(me)).toEqual(['m1 Otto']);
    otto.caret(1).caret(0);
    expect(marks(me)).toEqual([]);
    otto.press('Mod-z');
    expect(marks(me)).toEqual([]);
  });

  it('is an agenda item too', () => {
    open(item({ id: 'i' }, 'Build'), line({ id: 'a' }));
    otto.caret(0).type('!');
    expect(marks(me)).toEqual(['i Otto']);
  });

  it('is marked by nothing that a presence may hold instead', () => {
    open(line({ id: 'a' }, 'one'));
    for (const writing of [
      'a',
      5,
      null,
      { block: 5 },
      { block: 'x'.repeat(200) },
      { block: { id: 'a' } },
      [],
    ]) {
      otto.awareness.setLocalStateField('writing', writing);
      me.caret(0).type('!');
      expect(marks(me)).toEqual([]);
    }
    otto.awareness.setLocalState({ writing: { block: 'a' }, user: { name: ['x'], color: 'url(x)' } });
    expect(marks(me)).toEqual(['a Somebody']);
  });
});

describe('Enter beside a line that somebody else is typing', () => {
  it('opens below it and below those that follow it so', () => {
    open(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two'), line({ id: 'c' }, 'three'));
    otto.caret(1).type('!');
    me.caret(0).press('Enter').type('mine');
    expect(me.rows).toEqual(['one', 'two!', 'mine', 'three']);
    otto.type('!');
    expect(otto.rows).toEqual(['one', 'two!!', 'mine', 'three']);
    // Now Otto's Enter keeps clear of what is typed here.
    otto.press('Enter').type('his');
    expect(otto.rows).toEqual(['one', 'two!!', 'mine', 'his', 'three']);
  });

  it('never splits it, wherever the caret stands in it', () => {
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }, 'one two'), line({ id: 'b' }, 'after'));
    otto.caret(0).type('!');
    for (const offset of [0, 3, 8]) {
      me.caret(0, offset).press('Enter');
      expect(me.rows[0]).toBe('Milo: one two!');
      me.press('Mod-z');
    }
    me.caret(0, 3).press('Shift-Enter').type('mine');
    expect(me.rows).toEqual(['Milo: one two!', 'Milo: mine', 'after']);
  });

  it('leaves a line that is split its rest right below it', () => {
    open(line({ id: 'a' }, 'one two'), line({ id: 'b' }, 'his'));
    otto.caret(1).type('!');
    me.caret(0, 3).press('Enter');
    expect(me.rows).toEqual(['one', ' two', 'his!']);
  });

  it('stays in its section', () => {
    open(line({ id: 'a' }, 'one'), item({ id: 'i' }, 'Build'), line({ id: 'b' }, 'two'));
    otto.caret(1).type('!');
    me.caret(0).press('Enter').type('mine');
    expect(me.rows).toEqual(['one', 'mine', '# Build!', 'two']);
  });

  it('is as ever when the line is free again', () => {
    open(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two'));
    otto.caret(1).type('!');
    vi.advanceTimersByTime(RESERVED_MS);
    me.caret(0).press('Enter').type('mine');
    expect(me.rows).toEqual(['one', 'mine', 'two!']);
  });
});
