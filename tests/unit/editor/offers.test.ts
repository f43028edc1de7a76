// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_WAIT_MS, QUIET_MS } from '#components/editor/offers/quiet-moment.ts';
import { openOffers } from '#components/editor/plugins/margin-offers.ts';
import type { NotesJson } from '#lib/notes/note-json.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const open: TypingEditor[] = [];

function editing(content: NotesJson, startsAt: string | null = null): TypingEditor {
  const editor = new TypingEditor(content, undefined, startsAt);
  open.push(editor);
  return editor;
}

/** Time passes without a key, and the browser finds a moment. */
function pause(ms = QUIET_MS): void {
  vi.advanceTimersByTime(ms);
  vi.advanceTimersByTime(50);
}

function texts({ editor }: TypingEditor): string[] {
  return openOffers(editor.state).map(({ offer }) => offer.text);
}

function marked({ editor }: TypingEditor): string[] {
  return [...editor.view.dom.querySelectorAll<HTMLElement>('.cn-offer-source')].map(
    (element) => element.dataset['id'] ?? '',
  );
}

const milo = { speaker: 'p_1', speakerName: 'Milo' };
const milou = { speaker: 'p_2', speakerName: 'Milou' };
const otto = { speaker: 'p_4', speakerName: 'Otto' };

const asked = (): NotesJson =>
  notes(
    item({ id: 'i1' }, 'Index'),
    line({ id: 'q', ...milo }, 'Can someone check the index?'),
    line({ id: 'a', ...milou }, 'I’ll check it'),
    line({ id: 'end', ...otto }, 'good'),
  );

const agreed = (): NotesJson =>
  notes(
    line({ id: 'p', ...milo }, 'Let us print on yellow paper'),
    line({ id: 'q', ...milou }, 'Any objections?'),
    line({ id: 'a', ...otto }, 'No'),
  );

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  vi.useRealTimers();
});

describe('offers are looked for', () => {
  it('when nobody has typed for a moment, and not with a key', () => {
    const editor = editing(notes(line({ id: 'l1', ...milou })));
    pause();
    editor.caret(0).type('I’ll write it up');
    for (const key of ', and print') {
      vi.advanceTimersByTime(QUIET_MS - 100);
      editor.type(key);
      expect(texts(editor)).toEqual([]);
    }
    vi.advanceTimersByTime(QUIET_MS - 1);
    expect(texts(editor)).toEqual([]);
    pause();
    expect(texts(editor)).toEqual(['Action for Milou?']);
  });

  it('not before others have paused too, but at last where somebody always types', () => {
    const editor = editing(asked());
    const other = editor.peer();
    open.push(other);
    other.caret(3);
    for (let waited = 0; waited < LONGEST_WAIT_MS - 500; waited += 500) {
      vi.advanceTimersByTime(500);
      other.type('x');
      expect(texts(editor)).toEqual([]);
    }
    vi.advanceTimersByTime(500);
    other.type('x');
    vi.advanceTimersByTime(100);
    expect(texts(editor)).toEqual(['Action for Milou?']);
  });

  it('not while an input method composes', () => {
    const editor = editing(asked());
    const composing = vi.spyOn(editor.editor.view, 'composing', 'get').mockReturnValue(true);
    pause(5 * QUIET_MS);
    expect(texts(editor)).toEqual([]);
    composing.mockReturnValue(false);
    pause();
    expect(texts(editor)).toEqual(['Action for Milou?']);
  });

  it('not for somebody who may only read', () => {
    const editor = editing(asked());
    editor.readOnly = true;
    pause();
    expect(texts(editor)).toEqual([]);
  });
});

describe('an accepted offer', () => {
  it('tags its line, leaves the caret where it is, and is said', () => {
    const editor = editing(asked());
    pause();
    editor.caret(2, 3);
    const { from } = editor.editor.state.selection;
    editor.press('Ctrl-.', 'y');
    expect(editor.rows[2]).toBe('(action) Milou: I’ll check it');
    expect(editor.editor.state.selection.from).toBe(from);
    expect(editor.announced.at(-1)).toBe('Accepted: action for Milou.');
    expect(texts(editor)).toEqual([]);
  });

  it('is one step of undo, which brings the offer back', () => {
    const editor = editing(agreed());
    pause();
    editor.caret(2).type('!').press('Ctrl-.', 'y').type('!');
    expect(editor.rows[2]).toBe('(decision) Otto: No!!');
    editor.press('Mod-z');
    expect(editor.rows[2]).toBe('(decision) Otto: No!');
    editor.press('Mod-z');
    expect(editor.rows[2]).toBe('Otto: No!');
    pause();
    expect(texts(editor)).toEqual(['Decision?']);
  });

  it('is gone for everybody else at once', () => {
    const editor = editing(asked());
    const other = editor.peer();
    open.push(other);
    pause();
    expect(texts(other)).toEqual(['Action for Milou?']);
    editor.caret(2).press('Ctrl-.', 'y');
    expect(texts(other)).toEqual([]);
    pause();
    expect(texts(other)).toEqual([]);
  });

  it('gives the action to whom the line names, and the day the words name', () => {
    const content = notes(line({ id: 'l1', ...milo }, 'Otto will write it up by friday'));
    const editor = editing(content);
    pause();
    expect(texts(editor)).toEqual(['Action for Otto?']);
    const dated = editing(content, '2026-03-10T14:00:00.000Z');
    pause(2 * QUIET_MS);
    dated.caret(0).press('Ctrl-.', 'y');
    expect(dated.blocks[0]?.attrs).toMatchObject({
      tag: 'action',
      owner: 'p_4',
      ownerName: 'Otto',
      due: '2026-03-13',
    });
  });

  it('keeps the line it answers, until the tag is taken off', () => {
    const editor = editing(agreed());
    pause();
    editor.caret(2).press('Ctrl-.', 'y');
    expect(editor.blocks[2]?.attrs).toMatchObject({ tag: 'decision', source: 'p' });
    editor.press('Ctrl-.', 'q');
    expect(editor.blocks[2]?.attrs).toMatchObject({ tag: 'question', source: null });
    editor.press('Ctrl-.', 'u');
    expect(editor.blocks[2]?.attrs).toMatchObject({ tag: 'decision', source: 'p' });
    editor.press('Ctrl-.', 'u');
    expect(editor.blocks[2]?.attrs).toMatchObject({ tag: null, source: null });
  });

  it('may be tagged by hand as something else, which settles it and keeps the line it answers', () => {
    const editor = editing(agreed());
    pause();
    editor.caret(2).press('Ctrl-.', 'a');
    expect(texts(editor)).toEqual([]);
    expect(editor.rows[2]).toBe('(action) Otto: No');
    expect(editor.blocks[2]?.attrs).toMatchObject({ source: 'p' });
    editor.press('Mod-z');
    expect(texts(editor)).toEqual(['Decision?']);
  });
});

describe('a dismissed offer', () => {
  it('is gone for good for that person, and nobody else', () => {
    const editor = editing(asked());
    const other = editor.peer();
    open.push(other);
    pause();
    editor.caret(2).press('Ctrl-.', 'x');
    expect(editor.announced.at(-1)).toBe('Dismissed: action for Milou.');
    expect(texts(other)).toEqual(['Action for Milou?']);
    editor.caret(3).type(' then');
    pause();
    expect(texts(editor)).toEqual([]);
    expect(editor.rows[2]).toBe('Milou: I’ll check it');

    const again = editing(asked());
    pause(2 * QUIET_MS);
    expect(texts(again)).toEqual([]);
  });

  it('is dismissed in a second tab as well', () => {
    const editor = editing(asked());
    pause();
    const key = 'callnotes:offers:u1:call-33';
    const { id } = openOffers(editor.editor.state)[0]?.offer ?? { id: '' };
    localStorage.setItem(key, JSON.stringify({ at: 1, dismissed: [id] }));
    window.dispatchEvent(new StorageEvent('storage', { key }));
    expect(texts(editor)).toEqual([]);
  });
});

describe('beside its line', () => {
  it('an offer can be pressed without moving the caret', () => {
    const editor = editing(asked());
    pause();
    editor.caret(3, 1);
    const { from } = editor.editor.state.selection;
    const buttons = [...editor.editor.view.dom.querySelectorAll<HTMLElement>('[data-id="a"] button')];
    const accept = buttons.find((button) => button.ariaLabel === 'Accept: action for Milou');
    const pressed = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    accept?.dispatchEvent(pressed);
    expect(pressed.defaultPrevented).toBe(true);
    accept?.click();
    expect(editor.rows[2]).toBe('(action) Milou: I’ll check it');
    expect(editor.editor.state.selection.from).toBe(from);
    expect(editor.editor.view.dom.querySelector('.cn-offer')).toBeNull();
  });

  it('an offer marks all lines it is about while the caret, the pointer or the focus is on it', () => {
    const editor = editing(agreed());
    pause();
    editor.caret(0);
    expect(marked(editor)).toEqual([]);
    editor.caret(2);
    expect(marked(editor)).toEqual(['p', 'q', 'a']);
    editor.caret(0);
    const offer = editor.editor.view.dom.querySelector('.cn-offer');
    offer?.dispatchEvent(new MouseEvent('mouseenter'));
    expect(marked(editor)).toEqual(['p', 'q', 'a']);
    offer?.dispatchEvent(new MouseEvent('mouseleave'));
    expect(marked(editor)).toEqual([]);
  });

  it('an offer opens by its mark, alone, and closes when the caret goes elsewhere', () => {
    const editor = editing(notes(...asked().content, line({ id: 'b', ...otto }, 'Will send the draft')));
    pause();
    editor.caret(0);
    const { dom } = editor.editor.view;
    const marks = [...dom.querySelectorAll<HTMLElement>('.cn-offer-mark')];
    const opened = (): (string | null)[] => marks.map((mark) => mark.ariaExpanded);
    expect(opened()).toEqual(['false', 'false']);
    marks[0]?.click();
    expect(opened()).toEqual(['true', 'false']);
    expect(marked(editor)).toEqual(['q', 'a']);
    marks[1]?.click();
    expect(opened()).toEqual(['false', 'true']);
    editor.caret(1);
    expect(opened()).toEqual(['false', 'false']);
  });

  it('an offer is gone with one of its lines', () => {
    const editor = editing(agreed());
    pause();
    const first = editor.editor.state.doc.child(0).nodeSize;
    editor.editor.view.dispatch(editor.editor.state.tr.delete(0, first));
    expect(texts(editor)).toEqual([]);
  });
});

describe('the keys', () => {
  const stand = (editor: TypingEditor, block: number, top: number): void => {
    const row = editor.editor.view.dom.children[block];
    if (!(row instanceof HTMLElement)) throw new Error('No such row.');
    vi.spyOn(row, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, top, 700, 29));
  };

  it('answer the nearest offer above the caret that is in view', () => {
    const editor = editing(asked());
    pause();
    editor.caret(3);
    stand(editor, 2, 200);
    editor.press('Ctrl-.', 'y');
    expect(editor.rows[2]).toBe('(action) Milou: I’ll check it');
  });

  it('leave an offer alone that is out of sight, or below the caret', () => {
    const editor = editing(asked());
    pause();
    editor.caret(3);
    stand(editor, 2, -200);
    editor.press('Ctrl-.', 'y');
    editor.caret(1).press('Ctrl-.', 'x');
    expect(editor.announced.filter((said) => said === 'No offer here.')).toHaveLength(2);
    expect(texts(editor)).toEqual(['Action for Milou?']);
  });
});

describe('a line that speaks of its own speaker', () => {
  it('is offered the one other person whose name looks like theirs', () => {
    const editor = editing(notes(line({ id: 'l1', ...milou }, 'we wait until Milou is back')));
    pause();
    expect(texts(editor)).toEqual(['Milou speaks of Milou: is it Milo?']);
    editor.caret(0).press('Ctrl-.', 'y');
    expect(editor.rows).toEqual(['Milo: we wait until Milou is back']);
    pause();
    expect(texts(editor)).toEqual([]);
    editor.press('Mod-z');
    expect(editor.rows).toEqual(['Milou: we wait until Milou is back']);
  });

  it('is only asked about where nobody is alike', () => {
    const editor = editing(notes(line({ id: 'l1', ...otto }, 'we wait until Otto is back')));
    pause();
    expect(texts(editor)).toEqual(['Otto speaks of Otto: is it somebody else?']);
    expect(editor.editor.view.dom.querySelector('.cn-offer-button:not([hidden])')?.ariaLabel).toMatch(
      /^Dismiss/,
    );
    editor.caret(0).press('Ctrl-.', 'y');
    expect(editor.announced.at(-1)).toBe('This offer can only be dismissed.');
    editor.press('Ctrl-.', 'x');
    expect(texts(editor)).toEqual([]);
  });
});
