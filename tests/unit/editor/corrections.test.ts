// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import * as Y from 'yjs';
import { undoCorrection } from '#components/editor/commands/correct.ts';
import { CORRECTION_SHOWN_MS, shownCorrection } from '#components/editor/plugins/corrections.ts';
import { suggestedSpeaker } from '#components/editor/plugins/suggested-speaker.ts';
import { gap, item, line, notes, stamp, text } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const opened: TypingEditor[] = [];
let me: TypingEditor;

const milo = { speaker: 'p_1', speakerName: 'Milo' };
const otto = { speaker: 'p_4', speakerName: 'Otto' };

function open(...blocks: Parameters<typeof notes>): TypingEditor {
  me = new TypingEditor(notes(...blocks));
  opened.push(me);
  return me;
}

function peerOf(editor: TypingEditor): TypingEditor {
  const peer = editor.peer();
  opened.push(peer);
  return peer;
}

/** The words that are highlighted as just corrected. */
const highlighted = (editor = me): string[] =>
  [...editor.editor.view.dom.querySelectorAll('.cn-corrected')].map((words) => words.textContent);
const lastSaid = (): string | undefined => me.announced.findLast((said) => !said.startsWith('Suggested'));
const pressUndoButton = (): boolean => undoCorrection(me.editor.state, me.editor.view.dispatch);

beforeEach(() => {
  open(
    line({ id: 'a', ...milo }, 'teh tide is low'),
    line({ id: 'b', ...otto }, 'teh tide turns'),
    line({ id: 'c' }),
  );
  me.caret(2);
});
afterEach(() => {
  vi.useRealTimers();
  for (const editor of opened.splice(0)) editor.destroy();
});

describe('a correction typed on a line of its own', () => {
  it('changes the latest match above on Enter and leaves its own line as it was before', () => {
    me.type('s/teh/the/').press('Enter');
    expect(me.rows).toEqual(['Milo: teh tide is low', 'Otto: the tide turns', '']);
    expect(me.blocks[2]?.attrs).toMatchObject({ id: 'c', at: null });
    const { $head } = me.editor.state.selection;
    expect([$head.index(0), $head.parentOffset]).toEqual([2, 0]);
    expect(suggestedSpeaker(me.editor.state)?.name).toBe('Milo');
    me.type('so');
    expect(me.rows[2]).toBe('so');
  });

  it('tells what it changed, in sight and to a screen reader, and for some seconds only', () => {
    vi.useFakeTimers();
    me.type('s/teh/the/').press('Enter');
    expect(highlighted()).toEqual(['the']);
    expect(lastSaid()).toBe('Changed “teh” to “the” in Otto’s line. Undo takes it back.');
    vi.advanceTimersByTime(CORRECTION_SHOWN_MS);
    expect(highlighted()).toEqual([]);
    expect(shownCorrection(me.editor.state)).toBeNull();
  });

  it('is told about until an input method has done composing', () => {
    vi.useFakeTimers();
    me.type('s/teh/the/').press('Enter');
    let composing = true;
    Object.defineProperty(me.editor.view, 'composing', { get: () => composing, configurable: true });
    vi.advanceTimersByTime(CORRECTION_SHOWN_MS * 2);
    expect(highlighted()).toEqual(['the']);
    composing = false;
    vi.advanceTimersByTime(CORRECTION_SHOWN_MS);
    expect(highlighted()).toEqual([]);
  });

  it('is taken back by undo in steps: the word, then the typed text', () => {
    me.type('s/teh/the/').press('Enter', 'Mod-z');
    expect(me.rows).toEqual(['Milo: teh tide is low', 'Otto: teh tide turns', '']);
    expect(highlighted()).toEqual([]);
    me.press('Mod-z');
    expect(me.rows).toEqual(['Milo: teh tide is low', 'Otto: teh tide turns', 's/teh/the/']);
    me.press('Mod-Shift-z', 'Mod-Shift-z');
    expect(me.rows).toEqual(['Milo: teh tide is low', 'Otto: the tide turns', '']);
  });

  it('is taken back by the button also when more was typed since, which stays', () => {
    me.type('s/teh/the/').press('Enter');
    me.type('good');
    pressUndoButton();
    expect(me.rows).toEqual(['Milo: teh tide is low', 'Otto: teh tide turns', 'good']);
    expect(shownCorrection(me.editor.state)).toBeNull();
    me.type(' day').press('Enter').type('s/teh //').press('Enter');
    expect(me.rows[1]).toBe('Otto: tide turns');
    me.type('x');
    pressUndoButton();
    expect(me.rows[1]).toBe('Otto: teh tide turns');
  });

  it('takes the words away when nothing shall stand there', () => {
    me.type('s/ turns//').press('Enter');
    expect(me.rows[1]).toBe('Otto: teh tide');
    expect(lastSaid()).toBe('Took “ turns” out of Otto’s line. Undo takes it back.');
    expect(me.editor.view.dom.querySelectorAll('.cn-corrected-line')).toHaveLength(1);
    me.press('Mod-z');
    expect(me.rows[1]).toBe('Otto: teh tide turns');
  });

  it('keeps the speaker that its own line has', () => {
    me.press('Tab').type('s/teh/the/').press('Enter');
    expect(me.rows).toEqual(['Milo: teh tide is low', 'Otto: the tide turns', 'Milo: ']);
  });

  it('keeps the marks around and under the words', () => {
    const bold = { type: 'bold' } as const;
    open(
      line({ id: 'a' }, 'a ', text('bold teh', bold), ' end'),
      line({ id: 'b' }, text('so', bold)),
      line({ id: 'c' }),
    );
    me.caret(2).type('s/teh/the/').press('Enter');
    expect(me.blocks[0]?.content).toEqual([text('a '), text('bold the', bold), text(' end')]);
    me.type('s/so/thus/').press('Enter');
    expect(me.blocks[1]?.content).toEqual([text('thus', bold)]);
    me.type('s/old the end/x/').press('Enter');
    expect(me.blocks[0]?.content).toEqual([text('a '), text('bx', bold)]);
  });

  it('finds nothing across a gap or a stamp, and keeps them beside it', () => {
    open(
      line({ id: 'a' }, 'the ', gap({ id: 'g' }), ' end'),
      line({ id: 'b' }, stamp('14:12'), ' the end', gap({ id: 'h' })),
      line({ id: 'c' }),
    );
    me.caret(2).type('s/the  end/x/').press('Enter');
    expect(me.rows[2]).toBe('s/the  end/x/');
    me.type('s/the end/it 🌙/').press('Enter');
    expect(me.rows).toEqual(['the ‹…› end', '[14:12] it 🌙‹…›', 's/the  end/x/', '']);
    me.type('s/🌙/☀️/').press('Enter');
    expect(me.rows[1]).toBe('[14:12] it ☀️‹…›');
  });
});

describe('a correction that fits nothing', () => {
  it('stays as typed and says so, and Enter makes a line as ever', () => {
    me.type('s/sun/moon/').press('Enter');
    expect(me.rows).toEqual(['Milo: teh tide is low', 'Otto: teh tide turns', 's/sun/moon/', '']);
    expect(lastSaid()).toBe('“sun” stands in no line above.');
    expect(shownCorrection(me.editor.state)).toMatchObject({ kind: 'refused', old: 'sun' });
  });

  it('can be put right and is then applied', () => {
    me.type('s/tid/sea/').press('Enter');
    expect(me.rows[1]).toBe('Otto: teh seae turns');
    me.press('Mod-z', 'Mod-z');
    expect(me.rows[2]).toBe('s/tid/sea/');
    me.caret(2, 5).type('e').caret(2).press('Enter');
    expect(me.rows.slice(1)).toEqual(['Otto: teh sea turns', '']);
  });

  it('looks at lines above only', () => {
    open(line({ id: 'a' }), line({ id: 'b' }, 'teh tide'))
      .caret(0)
      .type('s/teh/the/')
      .press('Enter');
    expect(me.rows).toEqual(['s/teh/the/', '', 'teh tide']);
  });
});

describe('no correction', () => {
  it('is made where text was pasted', () => {
    me.paste('s/teh/the/').press('Enter');
    expect(me.rows.slice(1)).toEqual(['Otto: teh tide turns', 's/teh/the/', '']);
  });

  it('is made in an agenda item, in code, or in the middle of the text', () => {
    open(line({ id: 'a' }, 'teh tide'), item({ id: 'b' }), { type: 'codeBlock', attrs: { id: 'c', language: null } }, line({ id: 'd' }));
    me.caret(1).type('s/teh/the/').press('Enter');
    me.caret(3).type('s/teh/the/').press('Enter');
    expect(me.rows.slice(0, 2)).toEqual(['teh tide', '# s/teh/the/']);
    me.caret(4).type('s/teh/the/').caret(4, 5).press('Enter');
    expect(me.rows.slice(4)).toEqual(['s/teh', '/the/']);
    expect(me.rows[0]).toBe('teh tide');
  }); // prettier-ignore

  it('is made while an input method composes', () => {
    me.type('s/teh/the/');
    const { view } = me.editor;
    Object.defineProperty(view, 'composing', { get: () => true, configurable: true });
    me.press('Enter');
    expect(me.rows[1]).toBe('Otto: teh tide turns');
  });

  test.each(['s/teh/the', 'so s/teh/the/', 's/teh/teh/'])('is "%s"', (typed) => {
    me.type(typed).press('Enter');
    expect(me.rows.slice(1)).toEqual(['Otto: teh tide turns', typed, '']);
  });
});

describe('with somebody else typing', () => {
  /** Two editors whose changes meet only when told. */
  function apart(): { other: TypingEditor; meet: () => void } {
    const other = new TypingEditor(notes(), Y.encodeStateAsUpdate(me.doc));
    opened.push(other);
    const meet = (): void => {
      const [mine, theirs] = [Y.encodeStateAsUpdate(me.doc), Y.encodeStateAsUpdate(other.doc)];
      Y.applyUpdate(me.doc, theirs);
      Y.applyUpdate(other.doc, mine);
      expect(other.rows).toEqual(me.rows);
    };
    return { other, meet };
  }

  it('in the same line at the same moment, no word of theirs is lost or moved', () => {
    const { other, meet } = apart();
    other.caret(1, 0).type('well ').caret(1).type(' today');
    me.type('s/teh tide/the sea/').press('Enter');
    meet();
    expect(me.rows[1]).toBe('Otto: well the sea turns today');
    expect(highlighted()).toEqual(['the sea']);
    me.press('Mod-z');
    expect(me.rows[1]).toBe('Otto: well teh tide turns today');
  });

  it('in the corrected word itself, their letters stay', () => {
    const { other, meet } = apart();
    other.caret(1, 3).type('XY');
    me.type('s/teh/the/').press('Enter');
    meet();
    expect(me.rows[1]).toContain('XY');
    expect(me.rows[1]).toContain('the');
  });

  it('the correction is one small change, and the line’s element stays', () => {
    const other = peerOf(me);
    const element = other.editor.view.dom.querySelector('[data-id="b"]');
    me.type('s/teh/the/');
    const updates: number[] = [];
    me.doc.on('update', (update: Uint8Array) => void updates.push(update.length));
    me.press('Enter');
    expect(updates).toHaveLength(2);
    expect(Math.max(...updates)).toBeLessThan(200);
    expect(other.rows).toEqual(me.rows);
    expect(other.editor.view.dom.querySelector('[data-id="b"]')).toBe(element);
  });

  it('above, the highlight stays with its words', () => {
    const other = peerOf(me);
    me.type('s/teh/the/').press('Enter');
    other.caret(0).press('Enter').type('new').caret(2, 0).type('oh ');
    expect(highlighted()).toEqual(['the']);
    other.caret(2, 5).type('zz');
    expect(me.rows[2]).toBe('Otto: oh thzze tide turns');
    expect(highlighted()).toEqual([]);
    expect(shownCorrection(me.editor.state)).toBeNull();
  });
});
