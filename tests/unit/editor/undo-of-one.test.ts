// @vitest-environment happy-dom
import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it } from 'vitest';
import { undoStepEndsHere } from '#components/editor/engine/undo-step.ts';
import { item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

const mine = fc.constantFrom(
  'Enter',
  'Shift-Enter',
  'Tab',
  'Mod-]',
  'Alt-ArrowUp',
  'Alt-ArrowDown',
  'Mod-Alt-1',
  'Mod-Alt-0',
  'Mod-b',
  'Mod-z',
  'Mod-Shift-z',
  'x',
  'milo:',
  '…',
  '14:12 ',
);
const step = fc.record({ block: fc.nat(), offset: fc.nat(9), act: fc.oneof(mine, fc.constant(null)) });

/** Puts the caret somewhere into the notes, as far in as the block is long. */
function go(typist: TypingEditor, block: number, offset: number): TypingEditor {
  const { doc } = typist.editor.state;
  const at = block % doc.childCount;
  return typist.caret(at, Math.min(offset, doc.child(at).content.size));
}

const press = (typist: TypingEditor, act: string): TypingEditor =>
  /^(?:[A-Z][a-z]|Mod)/u.test(act) ? typist.press(act) : typist.type(act);

/** Two people in the same notes, in which one of them has just split the line `quay` behind its first letter. */
function split(): { me: TypingEditor; otto: TypingEditor } {
  const me = new TypingEditor(
    notes(item({ id: 'i' }, 'Harbour'), line({ id: 'a' }, 'quay'), line({ id: 'b' }, 'mole')),
  );
  const otto = me.peer('Otto');
  me.caret(1, 1).press('Enter');
  return { me, otto };
}

const manyUndos = Array.from({ length: 40 }, () => 'Mod-z');

describe('undoing everything', () => {
  it('[A16] leaves every word of somebody else and everything from before, whatever both did', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 12, maxLength: 24 }), (steps) => {
        const before = notes(
          item({ id: 'i' }, 'Harbour'),
          line({ id: 'a' }, 'quay'),
          line({ id: 'b' }, 'mole'),
        );
        const me = new TypingEditor(before);
        const otto = me.peer('Otto');
        try {
          let typed = '';
          for (const { block, offset, act } of steps) {
            if (act !== null) press(go(me, block, offset), act);
            else {
              const letter = String.fromCodePoint(0x4e00 + typed.length);
              typed += letter;
              go(otto, block, offset).type(letter);
            }
          }
          me.press(...manyUndos);
          expect(otto.blocks).toEqual(me.blocks);
          const text = me.rows.join('\n');
          for (const letter of typed) expect(text).toContain(letter);
          const own = text.replaceAll(/[^a-z]/giu, '');
          for (const word of ['Harbour', 'quay', 'mole']) expect(own).toContain(word);
        } finally {
          me.destroy();
          otto.destroy();
        }
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it('[A16] brings back into a line that was made anew what was taken out of it before', () => {
    const { me, otto } = split();
    me.caret(1, 0).type('…');
    otto.caret(1, 1).type('!');
    me.press('Mod-z');
    expect(me.rows).toEqual(['# Harbour', '!q', 'uay', 'mole']);
    me.press('Mod-z');
    expect(me.rows).toEqual(['# Harbour', '!quay', 'mole']);
    expect(otto.rows).toEqual(me.rows);
    me.press('Mod-Shift-z', 'Mod-Shift-z', ...manyUndos);
    expect(me.rows).toEqual(['# Harbour', '!quay', 'mole']);
  });

  it('[A16] leaves a line as it is where what was taken out of it has no place any longer', () => {
    const { me, otto } = split();
    otto.caret(1).press('Mod-Alt-1');
    me.press(...manyUndos);
    expect(me.rows).toEqual(['# Harbour', '# q', 'uay', 'mole']);
    expect(otto.rows).toEqual(me.rows);
  });

  it('[A16] takes all away that was typed, where somebody wrote into it after it was brought back', () => {
    const { me, otto } = split();
    me.caret(3, 0).type('milo');
    undoStepEndsHere(me.editor.state);
    me.type(':').press('Mod-z');
    expect(me.rows).toEqual(['# Harbour', 'q', 'uay', 'milomole']);
    otto.caret(3, 2).type('!');
    me.press(...manyUndos);
    expect(me.rows).toEqual(['# Harbour', 'quay', 'm!ole']);
  });

  it('takes no more away than was typed, where an undo brought text back beside other text', () => {
    const me = new TypingEditor(notes(line({ id: 'a' }, 'quay'), line({ id: 'b' }, 'mole')));
    const otto = me.peer('Otto');
    me.caret(1, 2).type('milo:');
    otto.caret(0).type('!');
    me.caret(1, 7).press('Shift-Enter');
    otto.caret(1).type('?');
    me.caret(1).press('Mod-Alt-1');
    expect(me.rows).toEqual(['quay!', '# momilo:?', 'le']);
    me.press(...manyUndos);
    expect(me.rows).toEqual(['quay!', 'mole?']);
    expect(otto.rows).toEqual(me.rows);
    me.destroy();
    otto.destroy();
  });

  it('[A16] does nothing in an editor that was just opened on what one wrote before', () => {
    const me = new TypingEditor(notes(line({ id: 'a' }, 'from before')));
    me.caret(0).type('!').press('Enter').type('mine');
    const again = me.peer('Milo');
    again.caret(0).press(...manyUndos);
    expect(again.rows).toEqual(['from before!', 'mine']);
    again.type('?').press(...manyUndos);
    expect(me.rows).toEqual(['from before!', 'mine']);
    me.destroy();
    again.destroy();
  });
});
