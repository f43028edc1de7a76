// @vitest-environment happy-dom
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as fc from '#tests/support/fast-check.ts';
import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { notesFragment } from '#lib/notes/ydoc.ts';
import { gap, item, line, notes } from '#tests/support/notes-factory.ts';
import { TypingEditor } from '#tests/support/typing-editor.ts';

/** The node that the binding holds for each block, to be the very one of the document. */
function held({ editor, doc }: TypingEditor): unknown[] {
  const { binding } = ySyncPluginKey.getState(editor.state) as {
    binding: { mapping: Map<unknown, unknown> };
  };
  return notesFragment(doc)
    .toArray()
    .map((block: Y.XmlElement | Y.XmlText | Y.XmlHook) => binding.mapping.get(block));
}

const step = fc.record({
  who: fc.nat(1),
  block: fc.nat(),
  offset: fc.nat(8),
  act: fc.oneof(
    fc.constantFrom(
      'Enter',
      'Shift-Enter',
      'Backspace',
      'Mod-z',
      'Mod-Shift-z',
      'Mod-Alt-1',
      'Mod-Alt-0',
      'Mod-b',
    ),
    fc.constantFrom('x', 'otto:', '…', '14:12 ', 'https://a.example '),
  ),
});

describe('after undo', () => {
  it('the caret stays where it went since, whatever comes from elsewhere', () => {
    const me = new TypingEditor(notes(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two')));
    const other = me.peer();
    me.caret(1).press('Enter').caret(0, 1).press('Mod-z');
    other.caret(1).type('!');
    expect(me.editor.state.selection.head).toBe(2);
    // A caret out of the document would have kept the letter from being shown, and the next key have deleted it.
    me.type('x');
    expect(me.rows).toEqual(['oxne', 'two!']);
    expect(other.rows).toEqual(['oxne', 'two!']);
    me.destroy();
    other.destroy();
  });
});

describe('blocks that a change from elsewhere does not touch', () => {
  it('stay the same nodes', () => {
    const me = new TypingEditor(
      notes(line({ id: 'a' }, 'one'), line({ id: 'b' }, 'two'), line({ id: 'c' }, 'three')),
    );
    const other = me.peer();
    const before = me.editor.state.doc;
    other.caret(1).type('!');
    expect(me.rows).toEqual(['one', 'two!', 'three']);
    expect(me.editor.state.doc.child(0)).toBe(before.child(0));
    expect(me.editor.state.doc.child(2)).toBe(before.child(2));
    me.destroy();
    other.destroy();
  });

  it('are those of the document, whatever two people do', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 25 }), (steps) => {
        const me = new TypingEditor(
          notes(
            item({ id: 'i' }, 'Item'),
            line({ id: 'a' }, 'one two'),
            line({ id: 'b' }, gap({ id: 'g' }), ' three'),
            line({ id: 'c' }),
          ),
        );
        const other = me.peer();
        try {
          for (const { who, block, offset, act } of steps) {
            const typist = who === 0 ? me : other;
            const { doc } = typist.editor.state;
            const at = block % doc.childCount;
            typist.caret(at, Math.min(offset, doc.child(at).content.size));
            if (/^(?:[A-Z].*|Mod.*)$/u.test(act)) typist.press(act);
            else typist.type(act);
            for (const one of [me, other]) {
              const nodes = held(one);
              const stale = nodes.findIndex((node, index) => node !== one.editor.state.doc.maybeChild(index));
              expect([stale, nodes.length]).toEqual([-1, one.editor.state.doc.childCount]);
            }
          }
          expect(other.blocks).toEqual(me.blocks);
          expect(me.editor.getJSON()).toEqual(other.editor.getJSON());
        } finally {
          me.destroy();
          other.destroy();
        }
      }),
      { numRuns: 4 },
    );
  }, 120_000);
});
