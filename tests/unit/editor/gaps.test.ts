// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { gapsIn } from '#components/editor/engine/gaps-in.ts';
import type { InlineJson, LineJson } from '#lib/notes/note-json.ts';
import { projectNotes } from '#lib/notes/project-notes.ts';
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

const nodes = (block: number): InlineJson[] => (me.blocks[block] as LineJson).content ?? [];
const said = (): string[] => me.announced.filter((text) => !text.startsWith('Chord'));
const attrs = (block: number): LineJson['attrs'] => (me.blocks[block] as LineJson).attrs;

describe('a gap', () => {
  it('lies before its typing by the lag that the person has set', () => {
    me.settings = { ...me.settings, typingLagMs: 20_000 };
    me.caret(0).type('…').press('Enter', 'Ctrl-.', 'g', 'Enter', 'Ctrl-.', 'm');
    for (const block of [0, 1, 2]) {
      expect(nodes(block)[0]).toMatchObject({ type: 'gap', attrs: { at: '2026-03-10T13:59:40.000Z' } });
    }
  });

  it('begins its line when nothing else does', () => {
    me.caret(0).type('…');
    expect(attrs(0).at).toBe('2026-03-10T14:00:00.000Z');
  });

  it('typed on an empty line, with Enter, is a whole missed line', () => {
    me.caret(0).type('...').press('Enter').type('x');
    expect(me.rows).toEqual(['‹...›', 'x']);
    expect(attrs(0).speaker).toBeNull();
  });

  it('gives what was typed for it back to Backspace', () => {
    me.caret(0).type('and …').press('Backspace');
    expect(me.rows).toEqual(['and …']);
  });

  it('that is selected stays when Enter makes a line behind it', () => {
    open(line({ id: 'a' }, 'one ', gap({ id: 'g' }), ' two'));
    me.caret(0, 0).press('Ctrl-.', 'e', 'Enter').type('x');
    expect(me.rows).toEqual(['one ‹…›', 'x two']);
  });
});

describe('a missed line', () => {
  it('stands below the line at the caret, nobody speaks it, and the caret is on a fresh line', () => {
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo', indent: 1 }, 'one'), line({ id: 'b' }, 'two'));
    me.caret(0, 1).press('Ctrl-.', 'm').type('x');
    expect(me.rows).toEqual(['>Milo: one', '>‹…›', '>x', 'two']);
    expect(attrs(1)).toMatchObject({ speaker: null, at: '2026-03-10T14:00:00.000Z' });
    expect(me.announced).toContain('A missed line');
    expect(new Set(me.blocks.map((block) => block.attrs.id)).size).toBe(4);
  });

  it('takes the place of the empty line at the caret', () => {
    me.caret(0).press('Ctrl-.', 'm').type('x');
    expect(me.rows).toEqual(['‹…›', 'x']);
    expect(attrs(0).at).toBe('2026-03-10T14:00:00.000Z');
  });

  it('leaves a speaker who was named already where they are', () => {
    open(line({ id: 'a', speaker: 'p_1', speakerName: 'Milo' }));
    me.caret(0).press('Ctrl-.', 'm');
    expect(me.rows).toEqual(['Milo: ', '‹…›', '']);
  });

  it('stands below a heading', () => {
    open(item({ id: 'a' }, 'One'), line({ id: 'b' }, 'two'));
    me.caret(0).press('Ctrl-.', 'm').type('x');
    expect(me.rows).toEqual(['# One', '‹…›', 'x', 'two']);
  });

  it('is one undo step', () => {
    me.caret(0).type('one').press('Ctrl-.', 'm', 'Mod-z');
    expect(me.rows).toEqual(['one']);
  });
});

describe('a stamp', () => {
  test.each([
    { typed: ['14:12', 'Enter'], gap: true },
    { typed: ['14:12 ', 'Enter'], gap: true },
    { typed: ['14:12 we go on', 'Enter'], gap: false },
    { typed: ['we go on 14:12', 'Enter'], gap: false },
    { typed: ['14:12 …', 'Enter'], gap: false },
  ])(
    'typed as $typed says that something was missed: $gap',
    ({ typed: [text = '', key = ''], gap: missed }) => {
      me.caret(0).type(text).press(key);
      expect(nodes(0).find((node) => node.type === 'stamp')?.attrs).toMatchObject({ gap: missed });
    },
  );

  it('no longer says so once the words were written beside it, and again when they are gone', () => {
    open(line({ id: 'a' }, stamp('14:12', { gap: true })), line({ id: 'b' }));
    me.caret(0).type(' it').press('Enter');
    expect(nodes(0)[0]).toMatchObject({ attrs: { gap: false } });
    me.caret(0);
    const { state, view } = me.editor;
    view.dispatch(state.tr.delete(2, state.selection.head));
    me.caret(1);
    expect(nodes(0)[0]).toMatchObject({ attrs: { gap: true } });
  });

  it('in a line that the caret only passes stays as it is', () => {
    open(
      line({ id: 'a' }, stamp('14:12')),
      line({ id: 'b' }, stamp('14:13', { gap: true }), ' x'),
      line({ id: 'c' }),
    );
    me.caret(0).caret(1).caret(2);
    expect(me.blocks.slice(0, 2)).toMatchObject([
      { content: [{ attrs: { gap: false } }] },
      { content: [{ attrs: { gap: true } }, {}] },
    ]);
  });
});

describe('the open gaps', () => {
  it('are the same in the editor and in the rows', () => {
    open(
      item({ id: 'i' }, 'One ', gap({ id: 'g0' })),
      line({ id: 'a' }, gap({ id: 'g1' }), ' and ', gap({ id: 'g2' })),
      line({ id: 'b' }, stamp('14:12', { gap: true })),
      line({ id: 'c' }, stamp('14:13'), ' x'),
      { type: 'quote', attrs: { id: 'd' }, content: [gap({ id: 'g3' })] },
    );
    expect(gapsIn(me.editor.state.doc)).toHaveLength(5);
    expect(projectNotes({ type: 'doc', content: me.blocks }).gaps).toHaveLength(5);
  });

  it('are walked through from the caret on, and round again, each said with its time', () => {
    open(
      line({ id: 'a' }, gap({ id: 'g1', at: '2026-03-10T14:12:30Z' }), ' one'),
      line({ id: 'b' }, 'two ', gap({ id: 'g2' })),
      line({ id: 'c' }, stamp('14:22', { gap: true, at: '2026-03-10T14:22:00Z' })),
    );
    me.caret(1, 0).press('Ctrl-.', 'e', 'Ctrl-.', 'e', 'Ctrl-.', 'e', 'Ctrl-.', 'e');
    expect(said()).toEqual([
      'Gap 2 of 3',
      'Gap 3 of 3, about 14:22',
      'Gap 1 of 3, about 14:12',
      'Gap 2 of 3',
    ]);
  });

  it('give way to the words that were missed; a stamp keeps its time', () => {
    open(
      line({ id: 'a' }, 'so ', gap({ id: 'g1' }), ' it is'),
      line({ id: 'b' }, stamp('14:22', { gap: true })),
    );
    me.caret(0, 0).press('Ctrl-.', 'e').type('be').press('Ctrl-.', 'e').type(' yes').caret(0);
    expect(me.rows).toEqual(['so be it is', '[14:22] yes']);
    expect(gapsIn(me.editor.state.doc)).toEqual([]);
  });

  it('are none, and are said to be none', () => {
    me.caret(0).press('Ctrl-.', 'e');
    expect(said()).toEqual(['No gaps.']);
  });
});
