// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setActionDetails } from '#components/editor/commands/action-details.ts';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import { READING_PAUSE_MS } from '#components/editor/plugins/action-readings.ts';
import type { LineJson } from '#lib/notes/note-json.ts';
import { line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

// A Monday; the Friday after it is 3 July.
const START = '2026-06-29T12:00:00Z';
let me: TypingEditor;

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  me.destroy();
  me = new TypingEditor(notes(...blocks), undefined, START);
  return me;
}

beforeEach(() => {
  vi.useFakeTimers();
  me = new TypingEditor(notes(line({ id: 'a' }), line({ id: 'b' })), undefined, START);
});
afterEach(() => {
  me.destroy();
  vi.useRealTimers();
});

const attrs = (block = 0, editor = me): LineJson['attrs'] => (editor.blocks[block] as LineJson).attrs;
const chip = (block = 0): HTMLElement | undefined =>
  [...me.editor.view.dom.querySelectorAll<HTMLElement>('.cn-tag')][block];
const act = (): void => {
  me.press('Ctrl-.', 'a');
  vi.advanceTimersByTime(0);
};
const rest = (): void => void vi.advanceTimersByTime(READING_PAUSE_MS);

describe('a line that becomes an action', () => {
  it('has its due date from its words, and its speaker as owner', () => {
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }, 'I’ll write it up by friday'));
    me.caret(0, 3);
    const caret = me.editor.state.selection.head;
    act();
    expect(attrs()).toMatchObject({ tag: 'action', owner: null, due: '2026-07-03' });
    expect(chip()?.textContent).toBe('Action · Milo · by Fri 3 Jul');
    expect(chip()?.title).toBe('Milo, by Friday 3 July 2026');
    expect(me.editor.state.selection.head).toBe(caret);
    expect(me.announced).toContain('Due Friday 3 July 2026.');
  });

  it('has the owner whom its first words name', () => {
    me.caret(0).type('Otto to write it up in 2 weeks');
    act();
    expect(attrs()).toMatchObject({ owner: 'p_4', ownerName: 'Otto', due: '2026-07-13' });
    expect(chip()?.textContent).toBe('Action · Otto · by Mon 13 Jul');
  });

  it('has no owner of its own when its words name the speaker, and none at all when nobody speaks', () => {
    open(
      line({ id: 'a', speaker: 'p_4', speakerName: 'Otto' }, 'Otto will do it'),
      line({ id: 'b' }, 'do it'),
    );
    me.caret(0);
    act();
    expect(attrs()).toMatchObject({ owner: null, ownerName: null });
    me.caret(1);
    act();
    expect(chip(1)?.textContent).toBe('Action');
    expect(chip(1)?.title).toBe('Nobody yet, no due date');
  });

  it('is read anew when it is tagged again with other words', () => {
    me.caret(0).type('by friday');
    act();
    me.press('Ctrl-.', 'u').type(' or by monday');
    act();
    expect(attrs()).toMatchObject({ due: '2026-07-06' });
  });
});

describe('while an action is typed on', () => {
  it('a date is read when typing rests, not with each key', () => {
    me.caret(0).type('write it up');
    act();
    me.type(' by fri');
    vi.advanceTimersByTime(READING_PAUSE_MS - 1);
    me.type('day, or by monday');
    vi.advanceTimersByTime(READING_PAUSE_MS - 1);
    expect(attrs().due).toBeNull();
    vi.advanceTimersByTime(1);
    expect(attrs().due).toBe('2026-07-06');
  });

  it('a date is read as soon as the line is left', () => {
    me.caret(0).type('write it up');
    act();
    me.type(' tomorrow').press('Enter');
    vi.advanceTimersByTime(0);
    expect(attrs().due).toBe('2026-06-30');
  });

  it('a date that was read goes with its words', () => {
    me.caret(0).type('write it up tomorrow');
    act();
    expect(attrs().due).toBe('2026-06-30');
    const { state, view } = me.editor;
    view.dispatch(state.tr.delete(state.selection.head - ' tomorrow'.length, state.selection.head));
    rest();
    expect(attrs().due).toBeNull();
  });

  it('what a person has set stays: a date, an owner, and that there is none', () => {
    open(line({ id: 'a', tag: 'action', due: '2026-09-01', owner: 'p_1', ownerName: 'Milo' }, 'do it'));
    me.caret(0).type(' by friday');
    rest();
    expect(attrs()).toMatchObject({ due: '2026-09-01', owner: 'p_1' });
    setActionDetails('a', { due: null })(me.editor.state, me.editor.view.dispatch);
    me.type(' please, or by monday');
    rest();
    expect(attrs().due).toBeNull();
  });

  it('a date set while typing has not yet rested stays', () => {
    me.caret(0).type('write it up');
    act();
    me.type(' by friday');
    setActionDetails('a', { due: '2026-08-01' })(me.editor.state, me.editor.view.dispatch);
    rest();
    expect(attrs().due).toBe('2026-08-01');
    me.type(' at noon');
    rest();
    expect(attrs().due).toBe('2026-08-01');
  });

  it('undo takes back words and never only the date, which follows', () => {
    me.caret(0).type('write it up');
    act();
    undoStepEndsHere(me.editor.state);
    me.type(' tomorrow');
    rest();
    expect(attrs().due).toBe('2026-06-30');
    me.press('Mod-z');
    expect(me.rows[0]).toBe('(action) write it up');
    rest();
    expect(attrs().due).toBeNull();
    me.press('Mod-Shift-z');
    rest();
    expect(me.rows[0]).toBe('(action) write it up tomorrow');
    expect(attrs().due).toBe('2026-06-30');
  });

  it('words of others are read by their own editor alone', () => {
    me.caret(0).type('write it up');
    act();
    const other = me.peer();
    const mine = vi.fn();
    me.doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin !== 'peer') mine();
    });
    other.caret(0).type(' by friday');
    rest();
    expect(attrs().due).toBe('2026-07-03');
    expect(attrs(0, other).due).toBe('2026-07-03');
    expect(mine).not.toHaveBeenCalled();
    other.destroy();
  });

  it('two people who type in it agree on the date of all its words', () => {
    me.caret(0).type('write it up');
    act();
    const other = me.peer();
    me.type(' by friday');
    other.caret(0).type(', or by monday');
    rest();
    expect(attrs().due).toBe('2026-07-06');
    expect(attrs(0, other).due).toBe('2026-07-06');
    other.destroy();
  });

  it('a line that is no action keeps to its words', () => {
    me.caret(0).type('done by friday').press('Ctrl-.', 'd', 'Enter');
    rest();
    expect(attrs()).toMatchObject({ tag: 'decision', due: null });
  });
});

describe('an action', () => {
  it('is due by the next call only once that is planned', () => {
    me.caret(0).type('tell us at the next call');
    act();
    expect(attrs().due).toBeNull();
    me.context.nextCallAt = '2026-07-13T12:00:00Z';
    me.caret(1).type('tell us at the next call');
    act();
    expect(attrs(1).due).toBe('2026-07-13');
  });

  it('is not read while an input method composes', () => {
    me.caret(0).type('write it up');
    act();
    const composing = vi.spyOn(me.editor.view, 'composing', 'get').mockReturnValue(true);
    me.type(' tomorrow');
    rest();
    expect(attrs().due).toBeNull();
    composing.mockReturnValue(false);
    rest();
    expect(attrs().due).toBe('2026-06-30');
  });
});

describe('the panel of an action', () => {
  it('opens for the line at the caret and by a click on its chip, and not outside lines', () => {
    me.caret(1).press('Ctrl-.', 'o');
    expect(me.panels).toEqual([{ kind: 'action', lineId: 'b' }]);
    me.caret(0).type('x');
    act();
    me.caret(1);
    expect(chip()?.role).toBe('button');
    chip()?.click();
    expect(me.panels.at(-1)).toEqual({ kind: 'action', lineId: 'a' });
  });

  it('does not open by a click for whoever may only read', () => {
    me.caret(0).type('x');
    act();
    me.editor.setEditable(false);
    chip()?.click();
    expect(me.panels).toEqual([]);
  });

  it('writes only what was changed, and makes the line an action', () => {
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }, 'tomorrow'));
    setActionDetails('a', { done: true })(me.editor.state, me.editor.view.dispatch);
    expect(attrs()).toMatchObject({ tag: 'action', done: true, owner: null, speaker: 'p_1' });
    expect(setActionDetails('gone', { done: true })(me.editor.state)).toBe(false);
  });
});
